package lumadrop.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Gives pictures. What must be drawn first is drawn beside the event loop, and the exchange goes on when it is done:
 * a tenth of a second of drawing must not hold up a thousand status calls.
 */
final class MediaDesk extends AsyncProcessorSupport {

    private static final Pattern NAME = Pattern.compile("(\\d{1,3}|thumbnail)(?:\\.(?:png|jpg))?");
    private static final Pattern ISSUE = Pattern.compile("issue=(\\d{1,9})");

    private final Requests requests;
    private final Outcomes outcomes;
    private final Pictures pictures;
    private final MediaFaults faults;
    private final Oddities oddities;
    private final Executor painters;
    private final Clock clock;

    MediaDesk(
            Requests requests,
            Outcomes outcomes,
            Pictures pictures,
            Oddities oddities,
            Supplier<URI> base,
            Executor painters,
            Clock clock) {
        this.requests = requests;
        this.outcomes = outcomes;
        this.pictures = pictures;
        this.faults = new MediaFaults(base);
        this.oddities = oddities;
        this.painters = painters;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Call call = (Call) exchange.getMessage().getBody();
            Order order = take(call);
            Optional<byte[]> held = pictures.held(order.picture());
            if (held.isPresent()) {
                exchange.getMessage().setBody(faults.spoil(order.strike(), order.picture(), call, held.get()));
                callback.done(true);
                return true;
            }
            painters.execute(() -> {
                try {
                    byte[] drawn = pictures.get(order.picture());
                    exchange.getMessage().setBody(faults.spoil(order.strike(), order.picture(), call, drawn));
                } catch (RuntimeException | Error e) {
                    exchange.setException(e);
                }
                callback.done(false);
            });
            return false;
        } catch (Refusal | RejectedExecutionException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private Order take(Call call) {
        Matcher name = NAME.matcher(call.pathParameter("file"));
        Generation generation = requests.byId(call.pathParameter("id"))
                .filter(found -> found.stage(clock.instant()) == Stage.SUCCESS)
                .filter(found -> name.matches())
                .orElseThrow(() -> new Refusal(Answer.html(404, "NoSuchKey")));
        int index = name.group(1).equals("thumbnail") ? -1 : Integer.parseInt(name.group(1));
        if (index >= generation.pictures()) {
            throw new Refusal(Answer.html(404, "NoSuchKey"));
        }
        checkAddress(generation, call);
        int before = generation.download();
        Optional<Strike> strike =
                oddities.atCall(Place.MEDIA, generation.draft().marks(), generation.identity(), before);
        Instant now = clock.instant();
        strike.flatMap(struck -> faults.instead(struck.oddity(), call, now)).ifPresent(answer -> {
            throw new Refusal(answer);
        });
        PictureRequest picture = new PictureRequest(
                generation.id(),
                generation.draft().prompt(),
                generation.draft().aspectRatio(),
                index,
                outcomes.format(generation));
        return new Order(picture, strike.map(Strike::oddity));
    }

    private static void checkAddress(Generation generation, Call call) {
        if (generation.is(Oddity.URL_SIGNED) && !call.rawQuery().equals(Outcomes.signature(generation))) {
            throw new Refusal(Answer.html(403, "SignatureDoesNotMatch"));
        }
        for (Map.Entry<Oddity, Integer> expiry : Map.of(
                        Oddity.URL_EXPIRED_403, 403, Oddity.URL_EXPIRED_404, 404, Oddity.URL_EXPIRED_410, 410)
                .entrySet()) {
            if (generation.is(expiry.getKey())) {
                Matcher issue = ISSUE.matcher(call.rawQuery());
                if (!issue.matches() || Integer.parseInt(issue.group(1)) < generation.number(expiry.getKey())) {
                    throw new Refusal(Answer.html(expiry.getValue(), "ExpiredToken"));
                }
            }
        }
    }

    private record Order(PictureRequest picture, Optional<Oddity> strike) {}
}
