package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumadrop.job.Media;
import lumadrop.job.Picture;
import lumadrop.picture.BadPicture.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead") // streams of a few bytes, or of none
class PictureStoreTest {
    private static final Media MEDIA = new Media(1, URI.create("https://media.example/a.webp?sig=secret"));
    private static final PictureLimits LIMITS = new PictureLimits(1 << 20, 1 << 20);

    @TempDir
    Path home;

    Path output;
    Path failed;
    PictureStore store;

    @BeforeEach
    void makeStore() throws IOException {
        output = Files.createDirectory(home.resolve("output"));
        failed = Files.createDirectory(home.resolve("failed"));
        store = new PictureStore(output, failed, LIMITS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPictureIsPublishedWholeUnderTheEndingOfItsBytes(boolean sync) throws Exception {
        store = new PictureStore(output, failed, LIMITS, sync);
        byte[] png = TinyPng.picture(30, 20);
        Picture picture = store.store("cats/night/cat", 1, 1, MEDIA, new ByteArrayInputStream(png), png.length);
        assertThat(output.resolve("cats/night/cat.png")).hasBinaryContent(png);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(png));
        assertThat(picture)
                .isEqualTo(new Picture(
                        1,
                        "cats/night/cat.png",
                        png.length,
                        sha256,
                        "image/png",
                        30,
                        20,
                        "https://media.example/a.webp"));

        byte[] jpeg = TinyJpeg.picture(30, 20, true);
        assertThat(store("cats/night/cat", jpeg).file()).isEqualTo("cats/night/cat.jpg");
        assertThat(output.resolve("cats/night/cat.jpg")).hasBinaryContent(jpeg);
        assertThat(parts()).isEmpty();
    }

    @Test
    void severalPicturesAreNumbered() throws Exception {
        byte[] png = TinyPng.picture(3, 2);
        assertThat(store.store("cat", 2, 3, MEDIA, new ByteArrayInputStream(png), -1)
                        .file())
                .isEqualTo("cat-2.png");
    }

    @Test
    void theStreamIsReadToItsEndAndLeftOpen() throws Exception {
        byte[] png = TinyPng.picture(3, 2);
        boolean[] closed = {false};
        InputStream body = new ByteArrayInputStream(png) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        store.store("cat", 1, 1, MEDIA, body, png.length);
        assertThat(body.read()).isEqualTo(-1);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void aNameThatIsTakenIsNeverOverwritten() throws Exception {
        Files.writeString(output.resolve("cat.png"), "a person's own");
        Files.createDirectory(output.resolve("cat.2.png"));
        byte[] png = TinyPng.picture(3, 2);
        assertThat(store("cat", png).file()).isEqualTo("cat.3.png");
        assertThat(output.resolve("cat.png")).hasContent("a person's own");
    }

    @Test
    void theSameBytesOnceMoreAreTheSamePicture() throws Exception {
        byte[] png = TinyPng.picture(3, 2);
        byte[] other = TinyPng.picture(3, 4);
        assertThat(store("cat", png).file()).isEqualTo("cat.png");
        assertThat(store("cat", other).file()).isEqualTo("cat.2.png");
        assertThat(store("cat", png).file()).isEqualTo("cat.png");
        assertThat(store("cat", other).file()).isEqualTo("cat.2.png");
        assertThat(files(output)).containsExactlyInAnyOrder("cat.png", "cat.2.png");
    }

    @Test
    void aLinkInPlaceOfThePictureIsNotFollowed() throws Exception {
        byte[] png = TinyPng.picture(3, 2);
        Path elsewhere = Files.write(home.resolve("elsewhere.png"), png);
        Files.createSymbolicLink(output.resolve("cat.png"), elsewhere);
        Files.createSymbolicLink(output.resolve("dog.png"), home.resolve("nowhere"));
        assertThat(store("cat", png).file()).isEqualTo("cat.2.png");
        assertThat(store("dog", png).file()).isEqualTo("dog.2.png");
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void manyThreadsWithOneNameGetNamesOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Picture>> stores = IntStream.rangeClosed(1, 40)
                    .<Callable<Picture>>mapToObj(i -> () -> store("a/b/cat", TinyPng.picture(i, 2)))
                    .toList();
            for (Future<Picture> stored : threads.invokeAll(stores)) {
                Picture picture = stored.get();
                assertThat(output.resolve(picture.file())).hasBinaryContent(TinyPng.picture(picture.width(), 2));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(files(output)).hasSize(40);
    }

    @Test
    void aFolderRemovedMeanwhileIsMadeAgain() throws Exception {
        store("cats/cat", TinyPng.picture(3, 2));
        Files.delete(output.resolve("cats/cat.png"));
        Files.delete(output.resolve("cats"));
        Files.delete(output.resolve(Parts.FOLDER));
        assertThat(store("cats/cat", TinyPng.picture(3, 2)).file()).isEqualTo("cats/cat.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../cat",
                "a/../../cat",
                "a/..",
                "..",
                ".",
                "",
                "/etc/cat",
                "a//cat",
                "a/./cat",
                "a/ /cat",
                "a\\..\\cat",
                ".lumadrop/cat",
                ".LUMADROP/cat",
                "a\0b",
                "a\nb"
            })
    void aNameThatLeadsOutIsRefusedUnread(String base) {
        InputStream unread = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new AssertionError("must not be read");
            }
        };
        assertThatThrownBy(() -> store.store(base, 1, 1, MEDIA, unread, -1)).isInstanceOf(PathEscapeException.class);
        assertThat(files(home)).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutIsRefused() throws Exception {
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.createSymbolicLink(output.resolve("out"), outside);
        Files.createSymbolicLink(output.resolve("dangling"), home.resolve("nothing"));
        for (String base : List.of("out/cat", "out/deep/cat", "dangling/cat")) {
            assertThatThrownBy(() -> store(base, TinyPng.picture(3, 2))).isInstanceOf(PathEscapeException.class);
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(home.resolve("nothing")).doesNotExist();
    }

    @Test
    void aLinkThatStaysInsideIsFollowed() throws Exception {
        Files.createDirectory(output.resolve("real"));
        Files.createSymbolicLink(output.resolve("link"), Path.of("real"));
        store("link/cat", TinyPng.picture(3, 2));
        assertThat(output.resolve("real/cat.png")).exists();
    }

    @Test
    void aPngCutAnywhereIsRefusedWhetherItsLengthWasAnnouncedOrNot() throws Exception {
        byte[] png = TinyPng.picture(9, 9);
        for (int length = 1; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            for (int announced : new int[] {-1, png.length}) {
                BadPicture bad = refused(cut, announced);
                assertThat(bad.kind()).as("cut at %d", length).isEqualTo(Kind.SHORT);
                store.discard(bad);
            }
        }
        assertThat(files(output)).isEmpty();
        assertThat(parts()).isEmpty();
    }

    @Test
    void aPngWithAnyByteFlippedIsRefused() throws Exception {
        byte[] png = TinyPng.picture(9, 9);
        for (int i = 0; i < png.length; i++) {
            byte[] flipped = png.clone();
            flipped[i] ^= 0x20;
            store.discard(refused(flipped, png.length));
        }
        assertThat(files(output)).isEmpty();
        assertThat(parts()).isEmpty();
    }

    @Test
    void nothingIsNoPicture() {
        for (int announced : new int[] {-1, 0, 500}) {
            BadPicture bad = refused(new byte[0], announced);
            assertThat(bad.kind()).isEqualTo(Kind.EMPTY);
            assertThat(bad.part()).isEmpty();
        }
        assertThat(parts()).isEmpty();
    }

    @Test
    void moreThanAnnouncedIsRefusedAndReadNoFurther() throws Exception {
        byte[] png = TinyPng.picture(9, 9);
        InputStream body = new ByteArrayInputStream(Arrays.copyOf(png, png.length + 10));
        BadPicture bad =
                catchThrowableOfType(BadPicture.class, () -> store.store("cat", 1, 1, MEDIA, body, png.length));
        assertThat(bad.kind()).isEqualTo(Kind.LONG);
        assertThat(body.available()).isEqualTo(9);
    }

    @Test
    void anErrorPageUnderA200IsCalledByItsName() throws Exception {
        byte[] page = "<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.US_ASCII);
        BadPicture bad = refused(page, page.length);
        assertThat(bad.kind()).isEqualTo(Kind.NOT_A_PICTURE);
        assertThat(bad.text()).isEqualTo("an HTML page, not a picture: Sign in");
    }

    @Test
    void anEndlessDownloadStopsAtTheLimit() {
        long[] given = {0};
        byte[] start = TinyPng.start().header(1000, 1000, 8, 2, 0).soFar();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return given[0] < start.length ? start[(int) given[0]++] & 0xff : (int) (given[0]++ & 0);
            }
        };
        BadPicture bad = catchThrowableOfType(BadPicture.class, () -> store.store("cat", 1, 1, MEDIA, endless, -1));
        assertThat(bad.kind()).isEqualTo(Kind.TOO_BIG);
        assertThat(given[0]).isEqualTo(LIMITS.maxBytes() + 1);
    }

    @Test
    void moreThanTheLimitAnnouncedIsRefusedUnread() {
        byte[] png = TinyPng.picture(9, 9);
        BadPicture bad = refused(png, LIMITS.maxBytes() + 1);
        assertThat(bad.kind()).isEqualTo(Kind.TOO_BIG);
        assertThat(bad.part()).isEmpty();
        assertThat(parts()).isEmpty();
    }

    @Test
    void aBombIsRefused() {
        byte[] bomb = TinyPng.start()
                .header(30_000, 30_000, 8, 6, 0)
                .chunk("IDAT", TinyPng.zlib(new byte[1 << 20]))
                .end();
        assertThat(refused(bomb, bomb.length).kind()).isEqualTo(Kind.TOO_MANY_PIXELS);
    }

    @Test
    void aBrokenConnectionIsTheNetworksFault() throws Exception {
        byte[] png = TinyPng.picture(200, 200);
        InputStream reset = new SequenceInputStream(new ByteArrayInputStream(png, 0, 5_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketException("Connection reset");
            }
        });
        BadPicture bad =
                catchThrowableOfType(BadPicture.class, () -> store.store("cat", 1, 1, MEDIA, reset, png.length));
        assertThat(bad.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(bad.text()).contains("Connection reset");
        assertThat(bad).hasCauseInstanceOf(SocketException.class);
        store.discard(bad);
        assertThat(parts()).isEmpty();
    }

    @Test
    void aThreadThatIsToldToStopIsNotTheDisksFaultAndTheNextAttemptSucceeds() throws Exception {
        store = new PictureStore(output, failed, LIMITS, true);
        byte[] png = TinyPng.picture(9, 9);
        Thread.currentThread().interrupt();
        try {
            assertThat(refused(png, png.length).kind()).isEqualTo(Kind.INTERRUPTED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(parts()).isEmpty();
        assertThat(store("cat", png).file()).isEqualTo("cat.png");
    }

    @Test
    void aFullDiskIsTheDisksFaultAndLeavesNothing() throws Exception {
        for (boolean atClose : new boolean[] {false, true}) {
            PictureStore full = new PictureStore(
                    output, failed, LIMITS, false, path -> new FilterOutputStream(Files.newOutputStream(path)) {
                        @Override
                        public void write(byte[] b, int off, int len) throws IOException {
                            out.write(b, off, atClose ? len : Math.min(len, 100));
                            if (!atClose) {
                                throw new IOException("No space left on device");
                            }
                        }

                        @Override
                        public void close() throws IOException {
                            super.close();
                            if (atClose) {
                                throw new IOException("No space left on device");
                            }
                        }
                    });
            byte[] png = TinyPng.picture(200, 200);
            assertThatThrownBy(() -> full.store("cat", 1, 1, MEDIA, new ByteArrayInputStream(png), png.length))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(files(output)).isEmpty();
            assertThat(parts()).isEmpty();
        }
    }

    @Test
    void aFileInTheWayOfAFolderIsTheDisksFaultAndLeavesNothing() throws Exception {
        Files.writeString(output.resolve("cats"), "not a folder");
        assertThatThrownBy(() -> store("cats/cat", TinyPng.picture(3, 2))).isInstanceOf(IOException.class);
        assertThat(parts()).isEmpty();
    }

    @Test
    void anOutputFolderThatIsGoneIsNotMadeUp() throws Exception {
        Files.delete(output);
        assertThatThrownBy(() -> store("cats/cat", TinyPng.picture(3, 2)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the folder is not there");
        assertThat(output).doesNotExist();
    }

    @Test
    void aFileOrLinkInPlaceOfTheFolderOfPartsIsTheDisksFault() throws Exception {
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.createSymbolicLink(output.resolve(Parts.FOLDER), outside);
        assertThatThrownBy(() -> store("cat", TinyPng.picture(3, 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be a folder of lumadrop's own");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void whatWasRefusedIsKeptWholeAndNeverAsAPicture() throws Exception {
        byte[] corrupt = TinyPng.picture(200, 200);
        corrupt[60] ^= 1;
        BadPicture first = refused(corrupt, corrupt.length);
        assertThat(first.kind()).isEqualTo(Kind.CORRUPT);
        Path kept = store.keep(first, "cats/cat", 1, 1).orElseThrow();
        assertThat(kept).isEqualTo(failed.resolve("cats/cat.rejected")).hasBinaryContent(corrupt);

        byte[] other = Arrays.copyOf(corrupt, 3_000);
        assertThat(store.keep(refused(other, -1), "cats/cat", 1, 1)).contains(failed.resolve("cats/cat.2.rejected"));
        assertThat(store.keep(refused(other, -1), "cats/cat", 2, 3)).contains(failed.resolve("cats/cat-2.rejected"));
        assertThat(store.keep(refused(new byte[0], -1), "cats/cat", 1, 1)).isEmpty();
        BadPicture escaping = refused(other, -1);
        assertThatThrownBy(() -> store.keep(escaping, "../cat", 1, 1)).isInstanceOf(PathEscapeException.class);
        store.discard(escaping);
        store.discard(escaping);
        assertThat(parts()).isEmpty();
        assertThat(files(output)).isEmpty();
    }

    @Test
    void whatWasRefusedIsKeptOnAnotherFileSystemToo() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(home)));
        Path other = Files.createTempDirectory(memory, "failed");
        try {
            store = new PictureStore(output, other, LIMITS);
            byte[] cut = Arrays.copyOf(TinyPng.picture(9, 9), 100);
            assertThat(store.keep(refused(cut, -1), "cat", 1, 1).orElseThrow()).hasBinaryContent(cut);
            assertThat(files(other)).containsExactly("cat.rejected");
            assertThat(parts()).isEmpty();
        } finally {
            Files.deleteIfExists(other.resolve("cat.rejected"));
            Files.deleteIfExists(other);
        }
    }

    @Test
    void orphanedPartsAreSweptByAge() throws Exception {
        Instant now = Instant.parse("2026-11-25T12:00:00Z");
        assertThat(store.sweep(now)).isEmpty();
        store("cat", TinyPng.picture(3, 2));
        Path old = Files.writeString(output.resolve(Parts.FOLDER).resolve("old.part"), "x");
        Path young = Files.writeString(output.resolve(Parts.FOLDER).resolve("young.part"), "x");
        Path foreign = Files.writeString(output.resolve(Parts.FOLDER).resolve("marker"), "x");
        Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(7200)));
        Files.setLastModifiedTime(young, FileTime.from(now.minusSeconds(60)));
        Files.setLastModifiedTime(foreign, FileTime.from(now.minusSeconds(7200)));
        Path reason = Files.createDirectories(failed.resolve(Parts.FOLDER)).resolve("old.part");
        Files.setLastModifiedTime(Files.writeString(reason, "x"), FileTime.from(now.minusSeconds(7200)));
        assertThat(store.sweep(now.minusSeconds(3600))).containsExactly(old, reason);
        assertThat(old).doesNotExist();
        assertThat(reason).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
        assertThat(output.resolve("cat.png")).exists();
    }

    private Picture store(String base, byte[] bytes) throws BadPicture, IOException {
        return store.store(base, 1, 1, MEDIA, new ByteArrayInputStream(bytes), bytes.length);
    }

    private BadPicture refused(byte[] bytes, long announced) {
        BadPicture bad = catchThrowableOfType(
                BadPicture.class, () -> store.store("cat", 1, 1, MEDIA, new ByteArrayInputStream(bytes), announced));
        assertThat(bad).as("must be refused").isNotNull();
        return bad;
    }

    private List<String> parts() {
        Path folder = output.resolve(Parts.FOLDER);
        try (Stream<Path> parts = Files.exists(folder) ? Files.list(folder) : Stream.<Path>empty()) {
            return parts.map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder, by name, but for the parts. */
    private static List<String> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains(Parts.FOLDER))
                    .map(f -> f.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
