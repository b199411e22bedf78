package dev.cvae;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** This library's version, as the build wrote it down. */
final class LibraryVersion {
  private LibraryVersion() {}

  static String get() {
    Properties properties = new Properties();
    try (InputStream in = LibraryVersion.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from cvae-api's jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read version.properties of cvae-api", e);
    }
    return properties.getProperty("version");
  }
}
