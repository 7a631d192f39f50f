package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedDropTest {
    private static final DropReader READER = new DropReader(DropRules.defaults());

    /** In the texts, {@code <N>} is a line feed, {@code <R>} a carriage return, {@code <T>} a tab, a backtick a quote. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                // text ! pointer ! line ! column ! found ! expected
                "3 ! '' ! 1 ! 1 ! the number 3 ! a job",
                "null ! '' ! 1 ! 1 ! null ! a job",
                "[{`prompt`:`x`}, 1] ! /1 ! 1 ! 18 ! the number 1 ! a job",
                "[] ! '' ! 1 ! 1 ! an empty list ! at least one job",
                "{`jobs`:[]} ! /jobs ! 1 ! 9 ! an empty list ! at least one job",
                "{`jobs`:{}} ! /jobs ! 1 ! 9 ! an object ! a list of jobs",
                "{`defaults`:{}} ! '' ! 1 ! 1 ! no field 'jobs' ! 'jobs'",
                "{} ! '' ! 1 ! 1 ! no field 'prompt' ! 'prompt'",
                "<N>  {`payload`:{}} ! /payload ! 2 ! 14 ! no field 'prompt' ! 'prompt'",
                "{`payload`:3} ! /payload ! 1 ! 12 ! the number 3 ! an object",
                "{`prompt`:null} ! /prompt ! 1 ! 11 ! null ! a string",
                "{`prompt`:[`x`]} ! /prompt ! 1 ! 11 ! a list ! a string",
                "{`prompt`:``} ! /prompt ! 1 ! 11 ! the string \"\" ! not white space",
                "{`prompt`:` \\u00a0\\u2003\\u3000\\n\\ufeff`} ! /prompt ! 1 ! 11 ! the string ! not white space",
                "{`promt`:`x`} ! /promt ! 1 ! 2 ! unknown field 'promt' ! did you mean 'prompt'?",
                "{`prompt`:`x`,<N> `Aspect-Ratio`:`1:1`} ! /Aspect-Ratio ! 2 ! 2 ! unknown field ! did you mean"
                        + " 'aspect_ratio'?",
                "{`job`:[]} ! /job ! 1 ! 2 ! unknown field 'job' ! did you mean 'jobs'?",
                "{`prompt`:`x`,`steps`:3} ! /steps ! 1 ! 15 ! unknown field 'steps' ! one of prompt, aspect_ratio,"
                        + " image",
                "{`payload`:{`prompt`:`x`,`count`:2}} ! /payload/count ! 1 ! 26 ! unknown field 'count' ! beside"
                        + " 'payload'",
                "{`payload`:{`prompt`:`x`},`image`:`y`} ! /image ! 1 ! 27 ! unknown field 'image' ! inside 'payload'",
                "{`prompt`:`x`,`a/b~c`:1} ! /a~1b~0c ! 1 ! 15 ! unknown field 'a/b~c' ! one of",
                "{`defaults`:{`custom_id`:`x`},`jobs`:[{`prompt`:`x`}]} ! /defaults/custom_id ! 1 ! 14 ! 'custom_id' !"
                        + " in each job",
                "{`jobs`:[{`prompt`:`x`,`output_name`:`y`}]} ! /jobs/0/output_name ! 1 ! 24 ! 'output_name' ! in the"
                        + " 'defaults'",
                "{`jobs`:[{`prompt`:`x`}],`count`:2} ! /count ! 1 ! 26 ! unknown field 'count' ! in 'defaults'",
                "{`defaults`:{`output_name`:`{nam}`},`jobs`:[{`prompt`:`x`}]} ! /defaults/output_name ! 1 ! 28 ! {nam}"
                        + " ! {name}",
                "{`defaults`:[],`jobs`:[{}]} ! /defaults ! 1 ! 13 ! a list ! an object",
                "{`prompt`:`x`,`aspect_ratio`:`16x9`} ! /aspect_ratio ! 1 ! 30 ! \"16x9\" ! 3:1, 2:1, 16:9",
                "{`prompt`:`x`,`model`:`Luma-Uni-1.1`} ! /model ! 1 ! 23 ! \"Luma-Uni-1.1\" ! upper and lower case"
                        + " count",
                "{`prompt`:`x`,`model`:`sora`} ! /model ! 1 ! 23 ! \"sora\" ! \"luma-uni-1.1\"",
                "{`prompt`:`x`,`count`:0} ! /count ! 1 ! 23 ! the number 0 ! at least 1",
                "{`prompt`:`x`,`count`:101} ! /count ! 1 ! 23 ! the number 101 ! at most 100",
                "{`prompt`:`x`,`count`:1.5} ! /count ! 1 ! 23 ! the number 1.5 ! a whole number",
                "{`prompt`:`x`,`count`:`2`} ! /count ! 1 ! 23 ! the string \"2\" ! a whole number",
                "{`prompt`:`x`,`count`:1e999} ! /count ! 1 ! 23 ! the number 1e999 ! range of a double",
                "{`prompt`:`x`,`name`:` `} ! /name ! 1 ! 22 ! the string \" \" ! not white space",
                "{`prompt`:`x`,`custom_id`:7} ! /custom_id ! 1 ! 27 ! the number 7 ! a string",
                "{`prompt`:`x`,`metadata`:{`a`:1}} ! /metadata/a ! 1 ! 31 ! the number 1 ! a string",
                "{`prompt`:`x`,`metadata`:{``:`b`}} ! /metadata/ ! 1 ! 27 ! a key of 0 characters ! 1 to 64",
                "{`$schema`:3,`prompt`:`x`} ! /$schema ! 1 ! 12 ! the number 3 ! a string",
                "{`prompt`:`x`,`prompt`:`y`} ! /prompt ! 1 ! 15 ! the field \"prompt\" a second time ! each field once",
                "{`prompt`:`\\ud83d`} ! /prompt ! 1 ! 11 ! half a character (\\ud83d) ! whole characters",
                "{`prompt`:`\\ude00\\ud83d`} ! /prompt ! 1 ! 11 ! half a character (\\ude00) ! whole characters",
                "{`prompt`:`a\\u0000`} ! /prompt ! 1 ! 11 ! U+0000 ! without it",
                // syntax
                "<N> ! '' ! 1 ! 1 ! an empty file ! a job",
                "{`prompt`:NaN} ! '' ! 1 ! 11 ! the word NaN ! a value",
                "{`prompt`:-Infinity} ! '' ! 1 ! 11 ! the number \"-Infinity\" ! no Infinity",
                "{`prompt`:+1} ! '' ! 1 ! 11 ! '+' ! a value",
                "{`count`:01} ! '' ! 1 ! 10 ! the number \"01\" ! no leading zero",
                "{`count`:1.} ! '' ! 1 ! 10 ! the number \"1.\" ! a number such as",
                "{`prompt`:`x`} {} ! '' ! 1 ! 16 ! more text after the end of the value: \"{}\" ! the end of the file",
                "{`prompt`:`x`}<N>{`prompt`:`y`} ! '' ! 2 ! 1 ! more text ! .jsonl",
                "{`prompt`:`x`}} ! '' ! 1 ! 15 ! more text ! the end of the file",
                "{`prompt`:`x`,} ! '' ! 1 ! 15 ! '}' after a comma ! no comma before it",
                "[{`prompt`:`x`},] ! '' ! 1 ! 17 ! ']' after a comma ! no comma before it",
                "{`prompt`:`x` `name`:`y`} ! '' ! 1 ! 15 ! '\"' ! ',' or '}'",
                "{`prompt` `x`} ! '' ! 1 ! 11 ! '\"' ! ':'",
                "[1;2] ! '' ! 1 ! 3 ! ';' ! ',' or ']'",
                "// fox<N>{`prompt`:`x`} ! '' ! 1 ! 1 ! a comment ! no comments",
                "{`prompt`:`x` /* y */} ! '' ! 1 ! 15 ! a comment ! no comments",
                "{'prompt':'x'} ! '' ! 1 ! 2 ! the quote ! straight double quotes",
                "{“prompt”:`x`} ! '' ! 1 ! 2 ! the quote '“' ! straight double quotes",
                "{prompt:`x`} ! '' ! 1 ! 2 ! the word prompt ! a field's name in double quotes",
                "{`prompt`:`C:\\x`} ! '' ! 1 ! 14 ! the escape \"\\x\" ! one of",
                "{`prompt`:`\\u12g4`} ! '' ! 1 ! 12 ! the escape \"\\u12g\" ! four hex digits",
                "{`prompt`:`a<N>b`} ! '' ! 1 ! 13 ! a line's end inside a string ! the closing",
                "{`prompt`:`a<T>b`} ! '' ! 1 ! 13 ! the character U+0009 inside a string ! \\t",
                "{`prompt`:True} ! '' ! 1 ! 11 ! the word True ! a value",
                // ends too early
                "{ ! '' ! 1 ! 2 ! the file ends too early ! '}'",
                "[{`prompt`:`x`} ! '' ! 1 ! 16 ! the file ends too early ! ']'",
                "{`prompt`:`x<N>` ! '' ! 1 ! 13 ! a line's end inside a string ! the closing",
                "{`prompt`:`A red fo ! '' ! 1 ! 20 ! the file ends too early ! begins with \"A red fo\"",
                "{`prompt`:`x\\ ! '' ! 1 ! 14 ! the file ends too early ! the rest of an escape",
                "{`prompt`:`x\\u00 ! '' ! 1 ! 17 ! the file ends too early ! the rest of an escape",
                "{`prompt`: ! '' ! 1 ! 11 ! the file ends too early ! '}'",
                "{`count`:- ! '' ! 1 ! 11 ! the file ends too early ! the rest of a number",
                "tru ! '' ! 1 ! 4 ! the file ends too early ! a value",
                // places
                "[<N>  {`prompt`:`🦊🦊`, `x`:1}<N>] ! /0/x ! 2 ! 19 ! unknown field 'x' ! one of",
                "[<R><N><R>{`prompt`:`x`,<R><N>`x`:1}] ! /0/x ! 4 ! 1 ! unknown field 'x' ! one of",
            })
    void aFaultSaysWhereWhatAndWhatInstead(
            String text, String pointer, int line, int column, String found, String expected) {
        List<Fault> faults = faults(filled(text), Form.JSON);

        assertThat(faults).as(faults.toString()).hasSize(1);
        Fault fault = faults.get(0);
        assertThat(fault.pointer()).isEqualTo(pointer.equals("''") ? "" : pointer);
        assertThat(fault.line() + ":" + fault.column()).isEqualTo(line + ":" + column);
        assertThat(fault.found()).contains(found);
        assertThat(fault.hint() != null ? fault.hint() : fault.expected()).contains(expected);
    }

    /** One that was taken before its writer was done; in the middle of a file a line was not cut by that. */
    @Test
    void aFileThatEndsTooEarlyMayHaveBeenTakenTooEarly() {
        String hint = "if it was still being written, drop it again once it is whole";
        byte[] cut = "{\"prompt\": \"\u00e4".getBytes(StandardCharsets.UTF_8);

        assertThat(faults("{\"prompt\": \"A red fo", Form.JSON).get(0).sentence())
                .endsWith(hint);
        assertThat(faults("[{\"prompt\": \"x\"}\n", Form.JSON).get(0).sentence())
                .endsWith(hint);
        assertThat(faults(READER, Arrays.copyOf(cut, cut.length - 1), Form.JSON)
                        .get(0)
                        .sentence())
                .endsWith(hint);
        assertThat(faults("{\"prompt\": \"x\"}\n{\"prompt\":", Form.LINES)
                        .get(0)
                        .sentence())
                .endsWith(hint);
        assertThat(faults("{\"prompt\":\n{\"prompt\": \"x\"}\n", Form.LINES)
                        .get(0)
                        .sentence())
                .doesNotContain(hint);
    }

    @Test
    void aUnknownFieldAndTheNearestOneAreNamedInOneSentence() {
        assertThat(faults("{\"promt\": \"x\"}", Form.JSON).get(0).sentence())
                .isEqualTo("line 1, column 2 (/promt): unknown field 'promt'; did you mean 'prompt'?");
    }

    @Test
    void whatWasMeantIsAHintAndWhatIsExpectedStaysWhatThereIs() {
        Fault fault = faults("{\"prompt\": \"x\", \"nmae\": \"y\"}", Form.JSON).get(0);
        assertThat(fault.hint()).isEqualTo("did you mean 'name'?");
        assertThat(fault.expected()).startsWith("one of prompt, ").contains("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/a.png",
                "//example.com/a.png",
                "cat.png",
                "https://",
                "https:///a.png",
                "https://:80/a",
                "https://user@example.com/a.png",
                "https://user:secret@example.com/a.png",
                "https://example.com/a b.png",
                "https://example.com\\\\@evil.example/",
                "https://example.com/a\\n",
                " https://example.com/a",
                "data:image/png;base64,AAAA",
                "https://example.com:x/a",
                "javascript:alert(1)",
                ""
            })
    void anImageThatIsNoPlainUrlIsRefused(String url) {
        List<Fault> faults = faults("{\"prompt\": \"x\", \"image\": \"" + url + "\"}", Form.JSON);

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).pointer()).isEqualTo("/image");
        assertThat(faults.get(0).expected()).contains("an http or https URL with a host");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aPasswordInAnImagesUrlIsNotRepeated(int times) {
        String url = "https://user:" + "secret".repeat(times) + "@example.com/a.png";

        assertThat(faults("{\"prompt\": \"x\", \"image\": \"" + url + "\"}", Form.JSON))
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.found()).isEqualTo("the string \"https://***@example.com/a.png\""));
    }

    @Test
    void allFaultsAreToldInTheOrderOfTheFile() {
        List<Fault> faults = faults("""
            {"jobs": [
              {"prompt": "a", "count": 0, "custom_id": "x", "colour": "red"},
              {"payload": {"prompt": " ", "image": 3}, "custom_id": "x"},
              {"prompt": "b", "prompt": "c"},
              {"prompt": "d"}],
             "defaults": {"aspect_ratio": "7:3"}, "more": 1}
            """, Form.JSON);

        assertThat(faults)
                .extracting(fault -> fault.pointer() + " " + fault.line() + ":" + fault.column())
                .containsExactly(
                        "/jobs/0/count 2:28",
                        "/jobs/0/colour 2:49",
                        "/jobs/1/payload/prompt 3:26",
                        "/jobs/1/payload/image 3:40",
                        "/jobs/1/custom_id 3:57",
                        "/jobs/2/prompt 4:19",
                        "/defaults/aspect_ratio 6:31",
                        "/more 6:39");
    }

    @Test
    void faultsOfLinesNameTheFilesLine() {
        List<Fault> faults = faults(
                "{\"prompt\": \"a\", \"custom_id\": \"1\"}\r\n\r\n"
                        + "[]\n"
                        + "{\"prompt\": \"b\", \"custom_id\": \"1\"}\n"
                        + "{\"prompt\":\n"
                        + "  {\"prompt\": \"c\", \"x\": {}} {}\n"
                        + "{\"promt\": \"🦊\", \"y\": 1}\n"
                        + "{\"jobs\": []}",
                Form.LINES);

        assertThat(faults)
                .extracting(fault -> fault.pointer() + " " + fault.line() + ":" + fault.column() + " " + fault.found())
                .containsExactly(
                        " 3:1 a list",
                        "/custom_id 4:30 the custom_id \"1\" a second time, first at line 1",
                        " 5:11 the line ends too early (each line must be a whole job)",
                        " 6:28 more text after the end of the value: \"{}\"",
                        "/promt 7:2 unknown field 'promt'",
                        "/y 7:16 unknown field 'y'",
                        " 8:1 no field 'prompt'",
                        "/jobs 8:2 unknown field 'jobs'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n"})
    void linesWithoutAJobAreRefused(String text) {
        assertThat(faults(text, Form.LINES))
                .containsExactly(new Fault("", 1, 1, "a file without a job", "one job a line: {\"prompt\": \"…\"}"));
    }

    @Test
    void aHundredFaultsAreToldAndTheRestCounted() {
        String jobs = IntStream.range(0, 250).mapToObj(i -> "{\"prompt\": 1}").collect(Collectors.joining(",\n"));

        for (DropFaults refusal : List.of(
                refusal(READER, ("[" + jobs + "]").getBytes(StandardCharsets.UTF_8), Form.JSON),
                refusal(READER, jobs.replace(",\n", "\n").getBytes(StandardCharsets.UTF_8), Form.LINES))) {
            assertThat(refusal.faults()).hasSize(100);
            assertThat(refusal.faults().get(99).line()).isEqualTo(100);
            assertThat(refusal.more()).isEqualTo(150);
            assertThat(refusal).hasMessageEndingWith("(and 249 more)");
        }
    }

    @Test
    void aDropInsideAnotherDocumentHasItsFaultsPlacedThere() {
        String file = """
                {
                  "cron": "0 0 2 * * ?",
                  "drop": {"defaults": {"aspect_ratio": "7:3"},
                           "jobs": [{"prompt": "fill me"}, {"nmae": "x"}]}
                }
                """;
        List<Fault> faults = READER.faultsWithin(file.getBytes(StandardCharsets.UTF_8), "/drop", drop -> {
            ObjectNode filled = drop.deepCopy();
            ((ObjectNode) filled.at("/jobs/0")).put("prompt", "x".repeat(6_001));
            return filled;
        });
        assertThat(faults)
                .extracting(fault -> fault.pointer() + " " + fault.line() + ":" + fault.column())
                .containsExactly(
                        "/drop/defaults/aspect_ratio 3:41",
                        "/drop/jobs/0/prompt 4:32",
                        "/drop/jobs/1 4:44",
                        "/drop/jobs/1/nmae 4:45");
        assertThat(READER.faultsWithin(
                        "{\"drop\": {\"prompt\": \"good\"}}".getBytes(StandardCharsets.UTF_8), "/drop", drop -> drop))
                .isEmpty();
    }

    @Test
    void longThingsAreShownShort() {
        String longText = "\u202ex\u0007".repeat(100_000);
        for (String drop : List.of(
                "{\"prompt\": \"x\", \"aspect_ratio\": \"" + longText.replace("\u0007", "\\u0007") + "\"}",
                "{\"prompt\": \"x\", \"" + longText.replace("\u0007", "\\u0007") + "\": 1}",
                "{\"prompt\": \"x\", \"metadata\": {\"" + longText.replace("\u0007", "\\u0007") + "\": 1}}",
                "{\"prompt\": \"x\"}" + longText,
                "{\"prompt\": \"x\", \"count\": " + "9".repeat(999) + "}",
                "{\"prompt\": " + "x".repeat(100_000) + "}")) {
            List<Fault> faults = faults(drop, Form.JSON);

            assertThat(faults).isNotEmpty().allSatisfy(fault -> {
                assertThat(fault.found().length()).isLessThan(600);
                assertThat(fault.pointer().length()).isLessThanOrEqualTo(500);
                assertThat(fault.sentence()).doesNotContain("\u202e", "\u0007");
            });
        }
    }

    @Test
    void lengthsHaveLimits() {
        assertThat(faults("{\"prompt\": \"" + "🦊".repeat(6_001) + "\"}", Form.JSON))
                .containsExactly(new Fault("/prompt", 1, 12, "6,001 characters", "at most 6,000"));
        assertThat(faults("{\"prompt\": \"x\", \"name\": \"" + "n".repeat(201) + "\"}", Form.JSON))
                .containsExactly(new Fault("/name", 1, 25, "201 characters", "at most 200"));
        assertThat(faults("{\"prompt\": \"x\", \"custom_id\": \"" + "n".repeat(129) + "\"}", Form.JSON))
                .containsExactly(new Fault("/custom_id", 1, 30, "129 characters", "at most 128"));
        assertThat(faults("{\"prompt\": \"x\", \"metadata\": {\"a\": \"" + "n".repeat(513) + "\"}}", Form.JSON))
                .containsExactly(new Fault("/metadata/a", 1, 35, "513 characters", "at most 512"));
        assertThat(faults("{\"prompt\": \"x\", \"metadata\": {\"" + "n".repeat(65) + "\": \"\"}}", Form.JSON))
                .containsExactly(new Fault("/metadata/" + "n".repeat(65), 1, 30, "a key of 65 characters", "1 to 64"));
        assertThat(faults("{\"prompt\": \"x\", \"metadata\": {" + pairs(0, 17) + "}}", Form.JSON))
                .containsExactly(new Fault("/metadata", 1, 29, "17 pairs", "at most 16"));
    }

    @Test
    void metadataHasItsLimitWithThatOfTheDefaultsToo() {
        assertThat(faults(
                        "{\"defaults\": {\"metadata\": {" + pairs(0, 10)
                                + "}}, \"jobs\": [{\"prompt\": \"x\", \"metadata\": {" + pairs(9, 17) + "}}]}",
                        Form.JSON))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/jobs/0/metadata");
                    assertThat(fault.found()).startsWith("17 pairs");
                });
    }

    @Test
    void renderingsCountAgainstTheLimitOfJobs() {
        DropReader reader = reader(1_000, 32, 10);
        String jobs =
                "[{\"prompt\": \"a\", \"count\": 9}, {\"prompt\": \"b\"},\n {\"prompt\": \"c\"}, {\"prompt\": \"d\"}]";

        assertThat(faults(reader, jobs.getBytes(StandardCharsets.UTF_8), Form.JSON))
                .containsExactly(new Fault(
                        "/2", 2, 2, "11 jobs up to here, each rendering of a count counted", "at most 10 in a file"));
    }

    @Test
    void anEntryTooManyIsToldOnceAndNoFurtherOneIsLookedAt() {
        DropReader reader = reader(1_000, 32, 2);
        String tooMany = "3 jobs up to here, each rendering of a count counted";

        for (String jobs : List.of(
                "{\"prompt\": \"a\"}\n{\"x\": 1}\n{\"y\": 2}\n{\"z\": 3}\n", "{\"a\"\n\n{\"b\"\n{\"c\"\n{\"d\"\n")) {
            assertThat(faults(reader, jobs.getBytes(StandardCharsets.UTF_8), Form.LINES).stream()
                            .filter(fault -> fault.found().equals(tooMany)))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.column()).isEqualTo(1));
        }
        assertThat(faults(reader, "[{},{},{},{}]".getBytes(StandardCharsets.UTF_8), Form.JSON))
                .extracting(fault -> fault.pointer() + " " + fault.found())
                .containsExactly("/0 no field 'prompt'", "/1 no field 'prompt'", "/2 " + tooMany);
    }

    @Test
    void depthAndSizeHaveLimits() {
        DropReader reader = reader(100, 5, 10);

        assertThat(faults(reader, "[[[[[\n[".getBytes(StandardCharsets.UTF_8), Form.JSON))
                .containsExactly(
                        new Fault("/0/0/0/0/0", 2, 1, "objects and lists nested deeper than 5", "at most 5 levels"));
        assertThat(faults(reader, new byte[101], Form.JSON))
                .containsExactly(Fault.ofFile("a file of 101 bytes", "at most 100: split it"));
    }

    @Test
    void aFileOfMillionsOfValuesOrFieldsFillsNoMemory() {
        String values = "[" + "1,".repeat(8_000_000) + "1]";
        String fields =
                IntStream.range(0, 1_000_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));

        assertThat(faults(values, Form.JSON))
                .singleElement()
                .satisfies(fault -> assertThat(fault.found()).isEqualTo("more than 1,000,000 values"));
        assertThat(faults("{" + fields + "}", Form.JSON))
                .singleElement()
                .satisfies(fault -> assertThat(fault.found()).isEqualTo("an object of more than 1,000 fields"));
        assertThat(faults("[" + "{},".repeat(900_000) + "{}]", Form.JSON)).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-8"})
    void placesAreTheSameInEveryEncoding(Charset charset) {
        byte[] bytes = ("\ufeff[\r\n{\"prompt\": \"ä🦊\", \"x\": 1}]").getBytes(charset);

        assertThat(faults(READER, bytes, Form.JSON)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.column()).isEqualTo(18);
        });
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace() {
        byte[] latin = "{\n\"prompt\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] cut = "{\"prompt\": \"\u00e4".getBytes(StandardCharsets.UTF_8);
        byte[] surrogates = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
        byte[] odd = {(byte) 0xFF, (byte) 0xFE, '{', 0, '"'};
        byte[] half = {(byte) 0xFE, (byte) 0xFF, 0, '"', (byte) 0xDC, 0, 0, '"'};

        assertThat(place(latin)).isEqualTo("2:12 byte E4 (number 14 of the file), which is no UTF-8");
        assertThat(place(Arrays.copyOf(cut, cut.length - 1)))
                .isEqualTo("1:13 the file ends too early, inside a character: byte C3");
        assertThat(place(surrogates)).startsWith("1:2 byte ED");
        assertThat(place(overlong)).startsWith("1:2 byte C0");
        assertThat(place(odd)).isEqualTo("1:2 the file ends too early, inside a character: byte 22");
        assertThat(place(half)).startsWith("1:2 byte DC 00");
        assertThat(place("{\"a\":1}".getBytes(Charset.forName("UTF-32LE")))).contains("looks like UTF-16");
        assertThat(place(("\ufeff{\"a\":1}").getBytes(Charset.forName("UTF-32LE"))))
                .isEqualTo("1:1 text in UTF-32");
        assertThat(place("{}".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("1:1 what looks like UTF-16 without a byte order mark");
        assertThat(place(new byte[512])).isEqualTo("1:1 the character U+0000");
    }

    private static String place(byte[] bytes) {
        Fault fault = faults(READER, bytes, Form.JSON).get(0);
        return fault.line() + ":" + fault.column() + " " + fault.found();
    }

    private static String pairs(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "\"k" + i + "\": \"v\"").collect(Collectors.joining(", "));
    }

    private static DropReader reader(long maxBytes, int maxDepth, int maxJobs) {
        DropRules given = DropRules.defaults();
        return new DropReader(new DropRules(
                given.model(), given.aspectRatios(), given.promptMaxLength(), Set.of(), maxBytes, maxDepth, maxJobs));
    }

    private static String filled(String text) {
        return text.replace('`', '"').replace("<N>", "\n").replace("<R>", "\r").replace("<T>", "\t");
    }

    private static List<Fault> faults(String text, Form form) {
        return faults(READER, text.getBytes(StandardCharsets.UTF_8), form);
    }

    private static List<Fault> faults(DropReader reader, byte[] bytes, Form form) {
        return refusal(reader, bytes, form).faults();
    }

    private static DropFaults refusal(DropReader reader, byte[] bytes, Form form) {
        DropFaults refusal = catchThrowableOfType(DropFaults.class, () -> reader.read(bytes, form));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }
}
