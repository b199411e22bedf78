package dev.cvae.mnist;

import java.util.OptionalLong;

/**
 * How far the download of one file is.
 *
 * @param file its name
 * @param bytes how many have arrived, those of an earlier attempt included
 * @param total how many there will be, if the server said so
 */
public record DownloadProgress(String file, long bytes, OptionalLong total) {}
