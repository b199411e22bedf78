module org.example.plain {
  requires dev.cvae.api;
}
