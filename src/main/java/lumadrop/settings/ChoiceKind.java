package lumadrop.settings;

import java.util.List;

/** One of a few words; the letters' case does not count, and the value is spelt as in the list. */
record ChoiceKind(List<String> words) implements Kind<String> {
    ChoiceKind(String... words) {
        this(List.of(words));
    }

    @Override
    public String read(String text) {
        for (String word : words) {
            if (word.equalsIgnoreCase(text)) {
                return word;
            }
        }
        throw new IllegalArgumentException("not one of them");
    }

    @Override
    public String expected() {
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    @Override
    public String tidy(String text) {
        return read(text);
    }
}
