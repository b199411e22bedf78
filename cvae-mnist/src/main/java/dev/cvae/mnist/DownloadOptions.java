package dev.cvae.mnist;

import dev.cvae.error.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to download: from where, with how much patience, and who hears of it.
 *
 * <pre>{@code
 * FashionMnist.download(
 *     folder,
 *     DownloadOptions.defaults()
 *         .from(URI.create("https://mirror.example.org/fashion-mnist/"))
 *         .listener(progress -> System.out.println(progress)));
 * }</pre>
 *
 * <p>Proxies are those of Java's system properties. Immutable; any thread may use it.
 */
public final class DownloadOptions {
  private static final DownloadOptions DEFAULTS =
      new DownloadOptions(List.of(), Duration.ofSeconds(30), progress -> {});

  private final List<URI> sites;
  private final Duration timeout;
  private final Consumer<DownloadProgress> listener;

  private DownloadOptions(List<URI> sites, Duration timeout, Consumer<DownloadProgress> listener) {
    this.sites = sites;
    this.timeout = timeout;
    this.listener = listener;
  }

  /**
   * From the publishers' own sites, with 30 seconds of patience, and silently.
   *
   * @return the defaults
   */
  public static DownloadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Where the files lie in place of the publishers' sites; wherever they come from, they must have
   * the published checksums.
   *
   * @param folders addresses that the files' names are put behind, tried in turn; http or https
   * @return new options
   * @throws InvalidSettingException if there is none, or one is something else
   */
  public DownloadOptions from(URI... folders) {
    if (folders.length == 0) {
      throw new InvalidSettingException("from must have an address, had none");
    }
    for (URI folder : folders) {
      String scheme = String.valueOf(folder.getScheme());
      if ((!scheme.equals("http") && !scheme.equals("https")) || folder.getHost() == null) {
        throw InvalidSettingException.of("from", "must be http(s)://host/folder/", folder);
      }
    }
    return new DownloadOptions(List.of(folders), timeout, listener);
  }

  /**
   * How long to wait for a server's answer, and for each next part of a file, before the next
   * attempt; 30 seconds unless set.
   *
   * @param longest positive
   * @return new options
   * @throws InvalidSettingException if it is not positive
   */
  public DownloadOptions timeout(Duration longest) {
    if (longest.isZero() || longest.isNegative()) {
      throw InvalidSettingException.of("timeout", "must be positive", longest);
    }
    return new DownloadOptions(sites, longest, listener);
  }

  /**
   * Who hears how far a download is, on the thread that downloads, some times a second or more
   * often. What it throws ends the download; what has arrived is kept.
   *
   * @param hears the listener
   * @return new options
   */
  public DownloadOptions listener(Consumer<DownloadProgress> hears) {
    return new DownloadOptions(sites, timeout, Objects.requireNonNull(hears, "listener"));
  }

  /** The addresses of a file, in the order in which they are to be tried. */
  List<URI> addresses(List<URI> published, String file) {
    return (sites.isEmpty() ? published : sites)
        .stream()
            .map(site -> URI.create(site + (site.toString().endsWith("/") ? "" : "/") + file))
            .toList();
  }

  Duration timeout() {
    return timeout;
  }

  void tell(DownloadProgress progress) {
    listener.accept(progress);
  }
}
