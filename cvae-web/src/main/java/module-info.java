/**
 * A page on which a fitted model draws what one types, in the browser, and a server for it. Knows
 * no engine.
 */
module dev.cvae.web {
  requires transitive dev.cvae.api;
  requires jdk.httpserver;
  requires static org.jspecify;

  exports dev.cvae.web;
}
