package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lumadrop.flow.Health.Report;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.PauseClass;
import lumadrop.pace.Backoff;
import lumadrop.pace.HostOutages;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;

class MediaHostsTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final MovableTime time = new MovableTime();
    private final List<Report> told = new ArrayList<>();
    private final Health health = new Health(time.clock(), told::add, kind -> {});
    private final MediaHosts hosts = new MediaHosts(
            new HostOutages(new Backoff(LONGEST, LONGEST, new Random(3))),
            time.clock(),
            Duration.ofSeconds(30),
            0,
            health);

    private static URI picture(int n) {
        return URI.create("http://media.example/" + n + ".png");
    }

    private void goesDown(Exception met) {
        for (int i = 0; i < 3; i++) {
            hosts.failed(picture(i), met);
        }
    }

    private String why() {
        return health.now().get(0).pause().why();
    }

    @Test
    void saysInGeneralTermsWhatWasMetLast() throws Exception {
        goesDown(new ConnectException("Connection refused to 127.0.0.1:1234"));
        assertThat(health.now()).extracting(Standstill::work).containsExactly("downloading from media.example");
        assertThat(why()).startsWith("it cannot be connected to; what waits is paid for");
        hosts.failed(picture(7), new SocketException("Connection reset")); // it began before: no news
        assertThat(told).hasSize(1);
        String[] words = {
            "it is silent or too slow", "it is silent or too slow", "it answers that it cannot", "it breaks off"
        };
        Exception[] met = {
            new SocketTimeoutException("Read timed out"),
            new IOException(new SocketTimeoutException("30 s")),
            MediaFault.status(503, picture(1)),
            new SocketException("Connection reset")
        };
        for (int i = 0; i < met.length; i++) {
            time.pass(LONGEST);
            hosts.ask(picture(0));
            hosts.failed(picture(0), met[i]);
            assertThat(why()).startsWith(words[i]);
        }
        assertThat(told).as("the kind has changed").hasSize(4);
        hosts.answered(picture(0));
        assertThat(health.now()).isEmpty();
    }

    @Test
    void tellsWhatNeverReachedAHostFromWhatItLeftUndone() {
        assertThat(HostFault.of(new UnknownHostException("media.example"))).isEqualTo(HostFault.UNREACHABLE);
        assertThat(HostFault.of(new ConnectTimeoutException("30 s"))).isEqualTo(HostFault.UNREACHABLE);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsSaidNoMore() throws Exception {
        goesDown(new ConnectException());
        hosts.remind();
        time.pass(LONGEST.plusMinutes(2));
        hosts.remind();
        assertThat(health.now()).as("one look alone may follow a long sleep").hasSize(1);
        hosts.remind();
        assertThat(health.now()).isEmpty();
        hosts.ask(picture(1));
        goesDown(new ConnectException());
        assertThat(health.now()).extracting(one -> one.pause().pauseClass()).containsExactly(PauseClass.MEDIA_DOWN);
    }
}
