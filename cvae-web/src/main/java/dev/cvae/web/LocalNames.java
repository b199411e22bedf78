package dev.cvae.web;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which requests may call a server that only its own machine reaches. Another site's
 * page can let its name stand for the loopback address (DNS rebinding) and so ask this server from
 * a browser here; but it cannot ask under another name than its own.
 */
final class LocalNames {
  private final Set<String> names = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));

  private LocalNames(String host) {
    names.add(host.contains(":") ? "[" + host + "]" : host); // IPv6
  }

  /** Of a server's address; none if other machines reach it, by whatever name they have for it. */
  static Optional<LocalNames> of(InetAddress address, String host) {
    return address.isLoopbackAddress()
        ? Optional.of(new LocalNames(host.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /**
   * Checks a request.
   *
   * @param hosts its Host headers, each a name with a port or without; one is right
   */
  void require(@Nullable List<String> hosts) throws RefusedException {
    String host = hosts == null ? "" : String.join(", ", hosts);
    if (!names.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", ""))) {
      throw new RefusedException(
          421,
          "the Host must be localhost, 127.0.0.1 or [::1], was %s"
              .formatted(host.isEmpty() ? "not given" : host));
    }
  }
}
