package dev.cvae.mnist;

import dev.cvae.error.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Files that somebody publishes, with their checksums.
 *
 * @param sites where they lie, the best first
 * @param md5 by file name
 * @param mostBytes how long each may be at most
 */
record PublishedFiles(List<URI> sites, Map<String, String> md5, long mostBytes) {
  /** Copies the collections. */
  PublishedFiles {
    sites = List.copyOf(sites);
    md5 = Map.copyOf(md5);
  }

  /** The four files of MNIST and those that are made like it. */
  static PublishedFiles likeMnist(List<URI> sites, String... md5) {
    return new PublishedFiles(
        sites,
        Map.of(
            "train-images-idx3-ubyte.gz", md5[0],
            "train-labels-idx1-ubyte.gz", md5[1],
            "t10k-images-idx3-ubyte.gz", md5[2],
            "t10k-labels-idx1-ubyte.gz", md5[3]),
        1 << 26);
  }

  /** Downloads what a folder, made if it is not there, does not have yet. */
  void download(Path folder, DownloadOptions options) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DownloadException("cannot make folder " + folder + ": " + e, e);
    }
    for (String file : md5.keySet().stream().sorted().toList()) {
      String checksum = md5.getOrDefault(file, "");
      new Download(
              options.addresses(sites, file), folder.resolve(file), checksum, mostBytes, options)
          .run();
    }
  }
}
