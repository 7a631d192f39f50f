package lumadrop.sandbox;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/** The steps that the routes in {@code routes/sandbox/} call by name. */
final class RouteSteps {

    /** How many milliseconds the route waits before the answer; read by the delay in the submit route. */
    private static final String WAIT = "sandboxWait";

    private final Registry registry;

    RouteSteps(Registry registry) {
        this.registry = registry;
    }

    void bindDoor(Doorkeeper door) {
        for (String kind : Doorkeeper.KINDS) {
            boolean isPublic = Doorkeeper.PUBLIC_KINDS.contains(kind);
            String name = "count-" + kind.replace('_', '-');
            calls(name, call -> isPublic ? door.publicly(call, kind) : door.api(call, kind));
        }
        bind("refuse", exchange -> {
            Refusal refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Refusal.class);
            exchange.getMessage().setBody(door.refuse(refusal));
        });
    }

    void bindQueue(Submits submits, Statuses statuses, Listing listing, Models models) {
        bind("receive", exchange -> {
            Generation generation = submits.receive((Call) exchange.getMessage().getBody());
            exchange.setProperty(WAIT, submits.waitFor(generation).toMillis());
            exchange.getMessage().setBody(generation);
        });
        bind(
                "answer",
                exchange -> exchange.getMessage().setBody(submits.answer((Generation)
                        exchange.getMessage().getBody())));
        calls("status", statuses::status);
        calls("cancel", statuses::cancel);
        calls("list", listing::list);
        calls("all-models", call -> models.all());
        calls("one-model", models::one);
    }

    void bindStorage(Uploads uploads, MediaDesk media) {
        calls("open-upload", uploads::open);
        calls("take-upload", uploads::put);
        calls("give-upload", uploads::get);
        registry.bind("give-picture", media);
    }

    void bindControl(Control control) {
        calls("stats", call -> control.statsAnswer());
        calls("seen-requests", call -> control.requestsAnswer());
        calls("order-faults", control::orderAnswer);
        calls("ordered-faults", call -> control.orderedAnswer());
        calls("clear-faults", call -> control.clearAnswer());
        calls("reset", call -> control.resetAnswer());
        calls("all-oddities", call -> Answer.json(200, OddityList.toJson()));
    }

    private void calls(String name, Function<Call, Object> step) {
        bind(
                name,
                exchange -> exchange.getMessage()
                        .setBody(step.apply((Call) exchange.getMessage().getBody())));
    }

    private void bind(String name, Processor step) {
        registry.bind(name, Processor.class, step);
    }
}
