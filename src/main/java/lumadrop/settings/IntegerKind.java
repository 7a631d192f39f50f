package lumadrop.settings;

/** A whole number in a range, both ends included. */
record IntegerKind(String what, int least, int most) implements Kind<Integer> {
    @Override
    public Integer read(String text) {
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    @Override
    public String expected() {
        return "a whole number" + (what.isEmpty() ? "" : " of " + what) + " from " + least + " to " + most;
    }
}
