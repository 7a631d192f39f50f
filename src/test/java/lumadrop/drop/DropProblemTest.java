package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropProblemTest {
    @Test
    void aRefusalIsWrittenAsAProblemWithOneEntryAFault() {
        DropProblem problem = new DropProblem(
                "spring/cat.json",
                List.of(
                        new Fault("/promt", 1, 2, "unknown field 'promt'", "one of prompt", "did you mean 'prompt'?"),
                        new Fault("/count", 2, 11, "the number 0", "at least 1")),
                4_900);

        assertThat(new String(problem.json(), StandardCharsets.UTF_8)).isEqualTo("""
            {
              "type" : "urn:lumadrop:problem:refused-drop",
              "title" : "The dropped file was refused",
              "detail" : "Nothing of 'cat.json' was sent. Correct it and put it back in the inbox.",
              "instance" : "spring/cat.json",
              "errors" : [
                {
                  "pointer" : "/promt",
                  "line" : 1,
                  "column" : 2,
                  "found" : "unknown field 'promt'",
                  "expected" : "one of prompt",
                  "hint" : "did you mean 'prompt'?"
                },
                {
                  "pointer" : "/count",
                  "line" : 2,
                  "column" : 11,
                  "found" : "the number 0",
                  "expected" : "at least 1"
                }
              ],
              "more" : 4900
            }
            """);
    }

    @Test
    void aFaultOfTheWholeFileHasNoPlace() {
        String json = new String(
                DropProblem.of("cat.json", Fault.ofFile("a file that cannot be read", "one that can"))
                        .json(),
                StandardCharsets.UTF_8);

        assertThat(json)
                .contains("\"found\" : \"a file that cannot be read\"")
                .doesNotContain("pointer", "line\"", "column", "hint", "more");
    }

    @Test
    void theInstanceIsAUriReferenceWhateverTheName() {
        String json = new String(
                DropProblem.of("a:b/k\u00e4tzchen 100%#?.json", Fault.ofFile("x", "y"))
                        .json(),
                StandardCharsets.UTF_8);

        assertThat(json).contains("\"instance\" : \"a%3Ab/k%C3%A4tzchen%20100%25%23%3F.json\"");
        assertThat(json).contains("Nothing of 'k\u00e4tzchen 100%#?.json' was sent");
    }
}
