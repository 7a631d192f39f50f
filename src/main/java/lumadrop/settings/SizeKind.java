package lumadrop.settings;

import lumadrop.text.Sizes;

/** A number of bytes in a range, both ends included. */
record SizeKind(long least, long most) implements Kind<Long> {
    @Override
    public Long read(String text) {
        long value = Sizes.parse(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    @Override
    public String expected() {
        return "a size from " + Sizes.format(least) + " to " + Sizes.format(most);
    }

    @Override
    public String forms() {
        return "written " + Sizes.FORMS;
    }
}
