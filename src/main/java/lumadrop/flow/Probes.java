package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import lumadrop.api.Answers;
import lumadrop.api.AskAgain;
import lumadrop.api.Endpoints;
import lumadrop.api.HttpAnswer;
import lumadrop.api.ListAnswer;
import lumadrop.api.ModelsAnswer;
import lumadrop.pace.Circuit;
import org.apache.camel.Exchange;

/** The steps around the free calls that find out whether what was stopped may go on. */
public final class Probes {
    private static final String LIST = "list";
    private static final int KEY_REFUSED = 401;

    private final Watch watch;
    private final Endpoints endpoints;
    private final Answers answers;
    private final String model;
    private final Clock clock;

    Probes(Watch watch, Endpoints endpoints, Answers answers, String model, Clock clock) {
        this.watch = watch;
        this.endpoints = endpoints;
        this.answers = answers;
        this.model = model;
        this.clock = clock;
    }

    /** Says where the list of requests is. */
    public void askList(Exchange exchange) {
        exchange.getIn().setBody(null);
        exchange.getIn()
                .setHeader(Exchange.HTTP_URI, endpoints.requestsOf(model).toString());
    }

    /** Reads the list. */
    public void list(Exchange exchange) throws IOException {
        HttpAnswer answer = HttpAnswers.read(exchange, clock);
        ListAnswer list = answers.list(answer);
        if (answer.status() == KEY_REFUSED) {
            told(exchange, list, null); // and not only for the list: models may be open to anybody
        } else {
            listed(exchange, list);
        }
    }

    /** No list came. */
    public void noList(Exchange exchange) {
        listed(exchange, broke(exchange));
    }

    private void listed(Exchange exchange, ListAnswer list) {
        boolean down = list instanceof AskAgain again && again.down();
        boolean says = list instanceof ListAnswer.Page && !watch.isAboutModel();
        if (down || says) {
            told(exchange, list, null);
        } else {
            exchange.setProperty(LIST, list);
            exchange.setProperty(Answering.PROPERTY, "ask-models");
        }
    }

    /** Says where the list of models is. */
    public void askModels(Exchange exchange) {
        exchange.getIn().setBody(null);
        exchange.getIn().setHeader(Exchange.HTTP_URI, endpoints.models().toString());
    }

    /** Reads the models. */
    public void models(Exchange exchange) throws IOException {
        told(exchange, exchange.getProperty(LIST, ListAnswer.class), answers.models(HttpAnswers.read(exchange, clock)));
    }

    /** No models came. */
    public void noModels(Exchange exchange) {
        told(exchange, exchange.getProperty(LIST, ListAnswer.class), broke(exchange));
    }

    private AskAgain broke(Exchange exchange) {
        return answers.broke(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private void told(Exchange exchange, ListAnswer list, ModelsAnswer models) {
        exchange.setProperty(Answering.PROPERTY, "told");
        @SuppressWarnings("unchecked") // ProbeClaims puts it there
        List<Circuit> circuits = exchange.getProperty(ProbeClaims.PROPERTY, List.class);
        watch.probed(circuits, new Probe(list, models, model));
    }
}
