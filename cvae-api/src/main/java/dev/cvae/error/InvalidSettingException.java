package dev.cvae.error;

/**
 * A setting of {@link dev.cvae.Cvae.Builder}, of a request or of the configuration is out of range,
 * or does not fit another one. The message names the setting, the rule and the value.
 */
public final class InvalidSettingException extends CvaeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error with its message.
   *
   * @param message what is wrong, where, and what to do
   */
  public InvalidSettingException(String message) {
    super(message);
  }

  /**
   * An error with its message and its cause.
   *
   * @param message what is wrong, where, and what to do
   * @param cause what went wrong underneath
   */
  public InvalidSettingException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The usual form, for example {@code latent must be positive, was -3}.
   *
   * @param setting the setting's name as the user writes it
   * @param rule what must hold, starting with "must"
   * @param value the value that does not fulfil it
   * @return the exception, to be thrown
   */
  public static InvalidSettingException of(String setting, String rule, Object value) {
    return new InvalidSettingException(setting + " " + rule + ", was " + value);
  }
}
