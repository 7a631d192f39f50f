package lumadrop.drop;

/** A place in a text: line and column from 1, columns in characters (code points). */
record Position(int line, int column) {}
