package lumadrop.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy as companies have them: wants a login, makes tunnels by CONNECT, and resolves names itself; here all of them
 * lead to one port of this machine. Remembers every byte that a client sends.
 */
final class ConnectProxy implements AutoCloseable {
    static final String USER = "lumadrop@corp";
    static final String PASSWORD = "pr0xy:p4ssw0rd-4711";

    /** What stands in the header of whom it lets through. */
    static final String LOGIN =
            Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> streams = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final int to;
    private volatile String refusal;

    /** @param to the port that every tunnel leads to */
    ConnectProxy(int to) throws IOException {
        this.to = to;
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on every tunnel is refused with this answer; null: none is. */
    void refuseWith(String answer) {
        refusal = answer;
    }

    /** What stood in front of each tunnel, as it came. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** What tunnels were asked for: {@code host:port}. */
    List<String> targets() {
        return heads.stream()
                .map(head -> head.split(" ")[1])
                .distinct()
                .sorted()
                .toList();
    }

    /** Every byte that came from clients, as one character each. */
    String everything() {
        StringBuilder all = new StringBuilder();
        streams.forEach(stream ->
                all.append(stream.toString(StandardCharsets.ISO_8859_1)).append('\n'));
        return all.toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void serve(Socket client) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        streams.add(stream);
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (String head = head(in, stream); !head.isEmpty(); head = head(in, stream)) {
                heads.add(head);
                String answer = answer(head);
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (answer.startsWith("HTTP/1.1 200 ")) {
                    tunnel(client, stream);
                    return;
                }
            }
        } catch (IOException gone) {
            // The client, or what it wanted to reach.
        }
    }

    private String answer(String head) {
        if (!head.startsWith("CONNECT ")) {
            return "HTTP/1.1 405 Tunnels only\r\nContent-Length: 0\r\n\r\n";
        }
        if (!head.contains("Proxy-Authorization: Basic " + LOGIN + "\r\n")) {
            return "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n\r\n";
        }
        String refused = refusal;
        return refused == null ? "HTTP/1.1 200 Here you are\r\n\r\n" : refused;
    }

    private void tunnel(Socket client, ByteArrayOutputStream stream) throws IOException {
        try (Socket host = new Socket(InetAddress.getLoopbackAddress(), to)) {
            open.add(host);
            var back = threads.submit(() -> {
                try (client) {
                    host.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException gone) {
                    // As above.
                }
            });
            byte[] buffer = new byte[8192];
            InputStream in = client.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                stream.write(buffer, 0, count);
                host.getOutputStream().write(buffer, 0, count);
            }
            back.cancel(false);
        }
    }

    private static String head(InputStream in, ByteArrayOutputStream stream) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = 0;
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n") && next >= 0) {
            next = in.read();
            if (next >= 0) {
                head.write(next);
                stream.write(next);
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Closeable one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
