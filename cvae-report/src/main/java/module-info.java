/**
 * What people look at: a fit while it runs, and a report of it in one HTML file. Knows the API and
 * XChart; no engine.
 */
module dev.cvae.report {
  requires transitive dev.cvae.api;
  requires org.knowm.xchart;
  requires static org.jspecify;

  exports dev.cvae.report;
}
