package lumadrop.settings;

/** A whole number that an int may be too small for, in a range, both ends included. */
record LongKind(String what, long least, long most) implements Kind<Long> {
    @Override
    public Long read(String text) {
        long value = Long.parseLong(text);
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
