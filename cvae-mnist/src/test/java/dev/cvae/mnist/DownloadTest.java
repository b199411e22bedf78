package dev.cvae.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cvae.data.Dataset;
import dev.cvae.error.DownloadException;
import dev.cvae.error.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server on this machine that does what servers should not do. */
@Timeout(60)
class DownloadTest {
  private static final byte[] CONTENT = content();
  private static final String FILE = "x.bin";

  @TempDir Path folder;

  @Test
  void aFileArrivesWholeAndItsListenerHearsOfIt() throws IOException {
    List<DownloadProgress> heard = new ArrayList<>();
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server).listener(heard::add));
    }

    assertArrived();
    assertThat(heard.get(0))
        .isEqualTo(new DownloadProgress(FILE, 0, OptionalLong.of(CONTENT.length)));
    assertThat(heard.get(heard.size() - 1).bytes()).isEqualTo(CONTENT.length);
  }

  @Test
  void whatIsThereIsNotAskedForAgain() throws IOException {
    Files.write(folder.resolve(FILE), CONTENT);
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));

      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void whatIsThereWithOtherBytesIsReplaced() throws IOException {
    Files.writeString(folder.resolve(FILE), "something else");
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));
    }

    assertArrived();
  }

  @Test
  void aConnectionThatIsCutOffIsTakenUpWhereItEnded() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT).cutOffAfter(30_000)) {
      download(options(server));

      assertArrived();
      assertThat(server.requests()).containsExactly("", "bytes=30000-");
    }
  }

  @Test
  void anEarlierDownloadIsTakenUp() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), Arrays.copyOf(CONTENT, 70_000));
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));

      assertArrived();
      assertThat(server.requests()).containsExactly("bytes=70000-");
    }
  }

  @Test
  void anEarlierDownloadOfOtherBytesIsBegunAgain() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), new byte[70_000]);
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));

      assertArrived();
      assertThat(server.requests()).containsExactly("bytes=70000-", "");
    }
  }

  @Test
  void anEarlierDownloadThatIsTooLongIsBegunAgain() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), new byte[CONTENT.length + 5]);
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));
    }

    assertArrived();
  }

  @Test
  void anEarlierDownloadThatOnlyWasNotMovedNeedsNoServer() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), CONTENT);
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server));

      assertThat(server.requests()).isEmpty();
    }
    assertArrived();
  }

  @Test
  void aServerWithoutRangesIsReadFromTheBeginning() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), Arrays.copyOf(CONTENT, 70_000));
    try (FaultyServer server = new FaultyServer(CONTENT).withoutRanges()) {
      download(options(server));
    }

    assertArrived();
  }

  @Test
  void aServerThatSendsAnotherRangeIsAskedForTheWhole() throws IOException {
    Files.write(folder.resolve(FILE + ".part"), Arrays.copyOf(CONTENT, 70_000));
    try (FaultyServer server = new FaultyServer(CONTENT).withWrongRanges()) {
      download(options(server));

      assertThat(server.requests()).containsExactly("bytes=70000-", "");
    }
    assertArrived();
  }

  @Test
  void aSilentServerIsLeftForTheNextOne() throws IOException {
    try (FaultyServer silent = new FaultyServer(CONTENT).silentAfter(10_000);
        FaultyServer sound = new FaultyServer(CONTENT)) {
      download(options(silent, sound).timeout(Duration.ofMillis(300)));

      assertThat(silent.requests()).hasSize(3).startsWith("", "bytes=10000-");
      assertThat(sound.requests()).hasSize(1).doesNotContain("");
    }
    assertArrived();
  }

  @Test
  void wrongBytesAreNeverKept() throws IOException {
    byte[] wrong = CONTENT.clone();
    wrong[77_777] ^= 1;
    try (FaultyServer lying = new FaultyServer(wrong)) {
      assertThatThrownBy(() -> download(options(lying)))
          .isInstanceOf(DownloadException.class)
          .hasMessageStartingWith("cannot download x.bin: http://127.0.0.1:")
          .hasMessageContaining("wrong bytes, with MD5 ")
          .hasMessageEndingWith(" in place of " + md5(CONTENT));

      assertThat(lying.requests()).hasSize(1);
      assertThat(folder.resolve(FILE)).doesNotExist();
      assertThat(folder.resolve(FILE + ".part")).isEmptyFile();
    }
  }

  @Test
  void wrongBytesSendOneToTheNextServer() throws IOException {
    byte[] wrong = new byte[CONTENT.length + 50_000];
    try (FaultyServer lying = new FaultyServer(wrong);
        FaultyServer sound = new FaultyServer(CONTENT)) {
      download(options(lying, sound));
    }

    assertArrived();
  }

  @Test
  void aServerThatPromisesMoreThanItSendsIsAskedForTheRestAndThenLeft() throws IOException {
    try (FaultyServer lying =
            new FaultyServer(Arrays.copyOf(CONTENT, 50_000)).promising(CONTENT.length);
        FaultyServer sound = new FaultyServer(CONTENT)) {
      download(options(lying, sound));

      assertThat(lying.requests()).hasSize(3);
    }
    assertArrived();
  }

  @Test
  void aServerThatPromisesLessThanItSendsIsCutShort() throws IOException {
    try (FaultyServer lying = new FaultyServer(CONTENT).promising(1_000)) {
      assertThatThrownBy(() -> download(options(lying)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("wrong bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {200_001, 1L << 40, Long.MAX_VALUE})
  void aServerThatPromisesTooMuchIsRefusedAtOnce(long length) throws IOException {
    try (FaultyServer lying = new FaultyServer(CONTENT).promising(length)) {
      assertThatThrownBy(() -> download(options(lying)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("must have at most 200000 bytes, would have " + length);

      assertThat(lying.requests()).hasSize(1);
    }
  }

  @Test
  void aServerThatSaysNoLengthAndGoesOnIsCutOff() throws IOException {
    try (FaultyServer endless = new FaultyServer(new byte[1_000_000]).withoutLength()) {
      assertThatThrownBy(() -> download(options(endless)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("must have at most 200000 bytes");
      assertThat(folder.resolve(FILE + ".part")).isEmptyFile();
    }
  }

  @Test
  void redirectsAreFollowedButNotForever() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT).redirecting(2);
        FaultyServer circle = new FaultyServer(CONTENT).redirecting(Integer.MAX_VALUE)) {
      download(options(circle, server));
    }

    assertArrived();
  }

  @Test
  void whatIsNotThereIsNotAskedForTwice() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT).answering(404)) {
      assertThatThrownBy(() -> download(options(server)))
          .isInstanceOf(DownloadException.class)
          .hasMessageEndingWith("HTTP status 404");

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aServerInTroubleIsAskedThreeTimes() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT).answering(503)) {
      assertThatThrownBy(() -> download(options(server)))
          .isInstanceOf(DownloadException.class)
          .hasMessageEndingWith("HTTP status 503");

      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    DownloadOptions options;
    try (FaultyServer gone = new FaultyServer(CONTENT)) {
      options = options(gone);
    }

    assertThatThrownBy(() -> download(options))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("ConnectException");
  }

  @Test
  void aListenerCanEndADownloadWhichThenIsTakenUp() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      assertThatThrownBy(
              () ->
                  download(
                      options(server)
                          .listener(
                              progress -> {
                                if (progress.bytes() > 0) {
                                  throw new IllegalStateException("enough");
                                }
                              })))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough");
      assertThat(folder.resolve(FILE + ".part")).isNotEmptyFile();

      download(options(server));
    }
    assertArrived();
  }

  @Test
  void anInterruptEndsADownloadAndIsKept() throws IOException {
    try (FaultyServer silent = new FaultyServer(CONTENT).silentAfter(10_000)) {
      DownloadOptions interrupting =
          options(silent)
              .listener(
                  progress -> {
                    if (progress.bytes() == 10_000) {
                      Thread.currentThread().interrupt();
                    }
                  });

      assertThatThrownBy(() -> download(interrupting))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anotherProcessThatMovesTheWholeFileFirstIsNoFailure() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      download(options(server).listener(this::moveOnceWhole));
    }

    assertArrived();
  }

  @Test
  void aPartThatVanishesAndIsNotMovedIsAFailure() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT)) {
      DownloadOptions thieving =
          options(server)
              .listener(
                  progress -> {
                    moveOnceWhole(progress);
                    folder.resolve(FILE).toFile().delete();
                  });

      assertThatThrownBy(() -> download(thieving))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("NoSuchFileException");
    }
  }

  /** What another process does that gets the lock between this one's last byte and its move. */
  private void moveOnceWhole(DownloadProgress progress) {
    try {
      if (progress.bytes() == CONTENT.length) {
        Files.move(folder.resolve(FILE + ".part"), folder.resolve(FILE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void twoDownloadsOfOneFileDoNotMix() throws IOException {
    try (FaultyServer server = new FaultyServer(CONTENT);
        FileChannel other =
            FileChannel.open(
                folder.resolve(FILE + ".part"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
      assertThat(other.lock().isValid()).isTrue();

      assertThatThrownBy(() -> download(options(server)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("is being downloaded by another");
    }
  }

  @Test
  void thePublishedChecksumsHoldForMirrorsToo() throws IOException {
    try (FaultyServer lying = new FaultyServer(CONTENT)) {
      for (DownloadOptions options : List.of(options(lying))) {
        assertThatThrownBy(() -> FashionMnist.download(folder, options))
            .hasMessageContaining("in place of bef4ecab320f06d8554ea6380940ec79");
        assertThatThrownBy(() -> Kmnist.download(folder, options))
            .hasMessageContaining("in place of 5c965bf0a639b31b8f53240b1b52f4d7");
        assertThatThrownBy(() -> Emnist.DIGITS.download(folder, options))
            .hasMessageContaining("in place of 58c8d27c78d21e728a6bc7b3cc06412e");
      }
    }
    assertThat(folder.resolve("t10k-images-idx3-ubyte.gz")).doesNotExist();
  }

  @Test
  void emnistIsUnpackedTurnedUprightAndLabelledFromZero() throws IOException {
    byte[] images = IdxFiles.bytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : List.of("train", "test")) {
        zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-images-idx3-ubyte.gz"));
        zip.write(IdxFiles.gzip(images));
        zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-labels-idx1-ubyte.gz"));
        zip.write(IdxFiles.gzip(IdxFiles.labels(1, 26)));
      }
    }
    PublishedFiles published =
        new PublishedFiles(List.of(), Map.of("gzip.zip", md5(bytes.toByteArray())), 200_000);
    try (FaultyServer server = new FaultyServer(bytes.toByteArray())) {
      Emnist.LETTERS.download(folder, options(server), published);
      Emnist.LETTERS.download(folder, options(server), published);

      assertThat(server.requests()).hasSize(1);
    }

    Dataset train = Emnist.LETTERS.train(folder);
    assertThat(train).hasToString("emnist-letters train: 2 rows of 1×2×2, label 0..25");
    assertThat(train.row(0)).containsExactly(1 / 255f, 3 / 255f, 2 / 255f, 4 / 255f);
    assertThat(train.label(0)).isZero();
    assertThat(train.label(1)).isEqualTo(25);
    assertThat(Emnist.LETTERS.classes()).hasSize(26).endsWith("z");
    assertThat(Emnist.BALANCED.classes()).hasSize(47).contains("Z", "t").doesNotContain("z");
    assertThat(Emnist.LETTERS.test(folder).size()).isEqualTo(2);
  }

  @Test
  void settingsCheckThemselves() {
    assertThatThrownBy(() -> DownloadOptions.defaults().from(URI.create("file:///etc/")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("from must be http(s)://host/folder/, was file:///etc/");
    assertThatThrownBy(() -> DownloadOptions.defaults().from())
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> DownloadOptions.defaults().timeout(Duration.ZERO))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("timeout must be positive, was PT0S");
  }

  private void download(DownloadOptions options) {
    new PublishedFiles(List.of(), Map.of(FILE, md5(CONTENT)), 200_000).download(folder, options);
  }

  private void assertArrived() {
    assertThat(folder.resolve(FILE)).hasBinaryContent(CONTENT);
    assertThat(folder.resolve(FILE + ".part")).doesNotExist();
  }

  private static DownloadOptions options(FaultyServer... servers) {
    return DownloadOptions.defaults()
        .timeout(Duration.ofSeconds(20))
        .from(Arrays.stream(servers).map(FaultyServer::address).toArray(URI[]::new));
  }

  private static byte[] content() {
    byte[] content = new byte[123_456];
    new Random(1).nextBytes(content);
    return content;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
