package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {
    @ParameterizedTest
    @CsvSource({
        "cat.json, JSON",
        "CAT.JSON, JSON",
        "cat.jsonl, LINES",
        "cat.JsonL, LINES",
        "cat.json.jsonl, LINES",
        "cat.jsonc,",
        "json,",
        "cat.json.tmp,"
    })
    void theEndingTellsTheForm(String name, Form form) {
        assertThat(Form.ofFileName(name).orElse(null)).isEqualTo(form);
    }
}
