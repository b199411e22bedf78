package dev.cvae.samples.cli;

import static dev.cvae.samples.cli.Shell.cvae;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cvae.samples.ChildJvm;
import dev.cvae.samples.cli.Shell.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServeWebCommandTest {
  private static final Pattern SERVING = Pattern.compile("Serving (http://127.0.0.1:\\d+/);.*");

  @Test
  void servesUntilItIsInterrupted() throws Exception {
    Process serving =
        ChildJvm.start(
            CvaeCommand.class, "serve-web", "--model", Shell.model().toString(), "--port", "0");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))) {
      HttpClient client = HttpClient.newHttpClient();
      URI address = URI.create(address(out));

      HttpResponse<String> page =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      HttpRequest generate =
          HttpRequest.newBuilder(address.resolve("generate"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"conditions\": [{\"label\": 7}], \"seed\": 1}"))
              .build();
      HttpResponse<String> seven = client.send(generate, BodyHandlers.ofString());

      assertThat(page.body()).contains("<!DOCTYPE html>");
      assertThat(seven.body()).startsWith("{\"seed\":1,\"shape\":[1,28,28],\"rows\":[[");

      serving.toHandle().destroy(); // asks it to end, as Ctrl-C does
      assertThat(out.lines())
          .contains("cvae: interrupted")
          .noneMatch(line -> line.contains("not stop"));
      assertThat(serving.waitFor()).isEqualTo(128 + 15); // SIGTERM
    } finally {
      serving.destroyForcibly().waitFor();
    }
  }

  private static String address(BufferedReader out) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = SERVING.matcher(line);
      if (matcher.matches()) {
        return matcher.group(1);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("it said only:\n" + said);
  }

  @Test
  void aPortThatIsTakenIsSaidInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Result result =
          cvae("serve-web", "--model", Shell.model(), "--port", "" + taken.getLocalPort());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errLines())
          .singleElement()
          .asString()
          .startsWith("cvae: cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void limitsAreChecked() {
    Result result = cvae("serve-web", "--model", Shell.model(), "--port", "70000");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errLines()).containsExactly("cvae: port must lie in 0..65535, was 70000");
  }
}
