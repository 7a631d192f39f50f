package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void aLocaleWithoutUnicodeIsSaidAndWhatToDo() {
        assertThat(FileNames.check("ANSI_X3.4-1968", "Linux"))
                .hasValueSatisfying(m -> assertThat(m).contains("ANSI_X3.4-1968", "LC_ALL=C.UTF-8"));
        assertThat(FileNames.check("ISO-8859-1", "Linux")).isPresent();
        assertThat(FileNames.check("no such encoding", "Linux")).isPresent();
    }

    @Test
    void utf8AndWindowsAreFine() {
        assertThat(FileNames.check("UTF-8", "Linux")).isEmpty();
        assertThat(FileNames.check("Cp1252", "Windows 11")).isEmpty();
    }

    @Test
    void aShownNameCannotForgeALineOrTurnItAround() {
        assertThat(FileNames.shown("a\nERROR b\u202egnp\u001b[2J.json"))
                .isEqualTo("a\\u000AERROR b\\u202Egnp\\u001B[2J.json");
        assertThat(FileNames.shown("na\u00efve \ud83c\udfa8.json")).isEqualTo("na\u00efve \ud83c\udfa8.json");
    }
}
