package dev.cvae.error;

/**
 * A download that did not succeed: no address gave the file whole and with the right bytes, the
 * disk refused it, or the thread was interrupted. What has arrived is kept, to go on from.
 */
public final class DownloadException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what was to be downloaded, and what each address said
   */
  public DownloadException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what was to be downloaded, and what each address said
   * @param cause what went wrong underneath
   */
  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
