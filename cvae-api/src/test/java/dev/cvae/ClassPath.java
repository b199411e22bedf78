package dev.cvae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of the tests with a folder before it, for the current thread until closed. */
final class ClassPath implements AutoCloseable {
  private final Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader loader;

  ClassPath(Path folder) {
    this.folder = folder;
    try {
      this.loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.currentThread().setContextClassLoader(loader);
  }

  /** With {@link LinearBackend} as a service. */
  static ClassPath withBackend(Path folder) {
    return new ClassPath(folder)
        .with("META-INF/services/dev.cvae.spi.Backend", LinearBackend.class.getName());
  }

  ClassPath with(String file, String content) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
