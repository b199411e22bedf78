module org.example.reader {
  requires dev.cvae.api;
}
