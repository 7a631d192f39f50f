package lumadrop.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands between the program and a server, and keeps what the program sends, byte by byte. */
final class Wiretap implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final UnaryOperator<String> answers;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wiretap");
        thread.setDaemon(true);
        return thread;
    });

    /** @param answers what becomes of a piece of an answer; must keep its length */
    private Wiretap(URI server, UnaryOperator<String> answers) throws IOException {
        this.server = server;
        this.answers = answers;
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::welcome);
    }

    static Wiretap before(URI server) throws IOException {
        return new Wiretap(server, piece -> piece);
    }

    /** One whose answers name another server wherever they name this one: both ports have as many digits. */
    static Wiretap before(URI server, URI named) throws IOException {
        String from = ":" + server.getPort();
        String to = ":" + named.getPort();
        if (from.length() != to.length()) {
            throw new IllegalArgumentException("ports of different lengths: " + server + ", " + named);
        }
        return new Wiretap(server, piece -> piece.replace(from, to));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** All that the program sent, on all connections. */
    String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void welcome() {
        try {
            while (true) {
                Socket caller = door.accept();
                Socket line = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(caller, line, true));
                threads.execute(() -> pass(line, caller, false));
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    private void pass(Socket from, Socket to, boolean asks) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (asks) {
                    synchronized (heard) {
                        heard.write(buffer, 0, read);
                    }
                    out.write(buffer, 0, read);
                } else {
                    String piece = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    out.write(answers.apply(piece).getBytes(StandardCharsets.ISO_8859_1));
                }
                out.flush();
            }
        } catch (IOException gone) {
            // One of them hung up; so does the other now.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
