package lumadrop.api;

/** What an answer of the upstream, or its absence, comes to. */
public interface Answer {
    /** The kind of answer in one word, to fork on in a route: {@code taken}, {@code account-trouble}. */
    String word();
}
