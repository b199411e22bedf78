package dev.cvae.web;

import dev.cvae.error.InvalidSettingException;

/**
 * Where a server listens, and how much it does for those who ask. Immutable; each method gives new
 * options.
 *
 * @param host the address to listen at; the loopback address, which other machines do not reach, by
 *     default
 * @param port 0 to 65535, 0 for any that is free; 8080 by default
 * @param mostRows how many rows one request may ask for, at least 1; 1,000 by default
 * @param mostBytes how long a request's body may be, at least 1; 65,536 by default
 * @param requestsPerMinute how many requests to generate are answered, from all together, at least
 *     1; 600 by default
 * @param precision of the page's weights; 8 bits by default
 */
public record ServerOptions(
    String host,
    int port,
    int mostRows,
    int mostBytes,
    int requestsPerMinute,
    WeightPrecision precision) {
  private static final ServerOptions DEFAULTS =
      new ServerOptions("127.0.0.1", 8080, 1_000, 1 << 16, 600, WeightPrecision.INT8);

  /** Checks the ranges. */
  public ServerOptions {
    if (host.isBlank()) {
      throw InvalidSettingException.of("host", "must not be blank", host);
    }
    if (port < 0 || port > 65_535) {
      throw InvalidSettingException.of("port", "must lie in 0..65535", port);
    }
    requirePositive("mostRows", mostRows);
    requirePositive("mostBytes", mostBytes);
    requirePositive("requestsPerMinute", requestsPerMinute);
  }

  private static void requirePositive(String setting, int value) {
    if (value < 1) {
      throw InvalidSettingException.of(setting, "must be positive", value);
    }
  }

  /**
   * Port 8080 of this machine alone.
   *
   * @return the defaults
   */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The same at another address.
   *
   * @param name a host name or address; {@code 0.0.0.0} for all of this machine's
   * @return new options
   */
  public ServerOptions host(String name) {
    return new ServerOptions(name, port, mostRows, mostBytes, requestsPerMinute, precision);
  }

  /**
   * The same at another port.
   *
   * @param number 0 to 65535, 0 for any that is free
   * @return new options
   */
  public ServerOptions port(int number) {
    return new ServerOptions(host, number, mostRows, mostBytes, requestsPerMinute, precision);
  }

  /**
   * The same with another limit on rows.
   *
   * @param rows how many one request may ask for, at least 1
   * @return new options
   */
  public ServerOptions mostRows(int rows) {
    return new ServerOptions(host, port, rows, mostBytes, requestsPerMinute, precision);
  }

  /**
   * The same with another limit on the size of requests.
   *
   * @param bytes how long a body may be, at least 1
   * @return new options
   */
  public ServerOptions mostBytes(int bytes) {
    return new ServerOptions(host, port, mostRows, bytes, requestsPerMinute, precision);
  }

  /**
   * The same with another limit on the rate of requests to generate.
   *
   * @param requests how many a minute, at least 1
   * @return new options
   */
  public ServerOptions requestsPerMinute(int requests) {
    return new ServerOptions(host, port, mostRows, mostBytes, requests, precision);
  }

  /**
   * The same with a page of another precision.
   *
   * @param weights of the page
   * @return new options
   */
  public ServerOptions precision(WeightPrecision weights) {
    return new ServerOptions(host, port, mostRows, mostBytes, requestsPerMinute, weights);
  }
}
