/**
 * The upstream's double: a request queue that answers as the vendor's does, with every oddity and failure that was
 * seen or is defended against, each by a name ({@link lumadrop.sandbox.Oddity}).
 *
 * <p>Owns the routes in {@code routes/sandbox/}, the records behind them, the pictures, and the control surface under
 * {@code /sandbox/}. It binds to the loopback address only. It knows Camel, Vert.x, Jackson and the JDK, and no other
 * room: it must not share a word with the client that is tested against it, so that no shared mistake hides.
 */
package lumadrop.sandbox;
