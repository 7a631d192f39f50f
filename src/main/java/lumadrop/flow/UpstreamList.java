package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import lumadrop.api.AccountTrouble;
import lumadrop.api.Answers;
import lumadrop.api.ApiHost;
import lumadrop.api.ApiKey;
import lumadrop.api.AskAgain;
import lumadrop.api.Endpoints;
import lumadrop.api.HttpAnswer;
import lumadrop.api.ListAnswer;
import lumadrop.reconcile.RequestList;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

/** The upstream's list of requests for a verb, by the same client as the flow's and without any of its routes. */
public final class UpstreamList {
    /** The list cannot be had; the message says why. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message, null, false, false);
        }
    }

    private final Settings settings;
    private final Egress egress;
    private final ApiKey key;
    private final Clock clock;

    public UpstreamList(Settings settings, Egress egress, ApiKey key, Clock clock) {
        this.settings = settings;
        this.egress = egress;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Asks for the requests of the model that is set; costs nothing.
     *
     * @param since how far back the list should reach
     */
    public RequestList ask(Instant since) throws Unavailable, IOException {
        String model = settings.get(Keys.API_MODEL);
        Endpoints endpoints = new Endpoints(settings.get(Keys.API_BASE_URL));
        try (PoolingHttpClientConnectionManager pool = HttpClients.getPool(
                1, settings.get(Keys.API_CONNECT_TIMEOUT), SystemDefaultDnsResolver.INSTANCE, egress)) {
            CamelContext context = context(pool);
            context.start();
            try {
                PageSize pages = new PageSize();
                while (true) {
                    Instant asked = clock.instant();
                    HttpAnswer answer =
                            get(context, pages.address(endpoints, model).toString());
                    if (pages.isToBlame(answer)) {
                        continue;
                    }
                    RequestList list = list(answer, asked);
                    if (list.shortfall(since).isEmpty()
                            || !pages.more(list.items().size())) {
                        return list;
                    }
                }
            } finally {
                context.stop();
            }
        }
    }

    private CamelContext context(PoolingHttpClientConnectionManager pool) {
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.setStreamCaching(false);
        context.getRegistry().bind("allowedHeaders", new AllowedHeaders(""));
        context.getRegistry()
                .bind(
                        "statusClient",
                        HttpClients.asks(
                                pool,
                                settings.get(Keys.API_READ_TIMEOUT),
                                egress,
                                new ApiHost(settings.get(Keys.API_BASE_URL)),
                                key,
                                settings.get(Keys.API_ORGANIZATION)));
        return context;
    }

    private HttpAnswer get(CamelContext context, String uri) throws Unavailable {
        // One endpoint for every address, as in the routes: what is asked for never becomes part of an endpoint's name.
        String endpoint = settings.get(Keys.API_BASE_URL) + "/api/v1/ie/requestqueue/apikey/requests?httpMethod=GET"
                + "&httpClientConfigurer=#statusClient&headerFilterStrategy=#allowedHeaders&skipRequestHeaders=true"
                + "&throwExceptionOnFailure=false&disableStreamCache=true";
        // By its producer: a template would close the answer's body before it could be read.
        Endpoint requests = context.getEndpoint(endpoint);
        Exchange exchange = requests.createExchange(ExchangePattern.InOut);
        exchange.getIn().setHeader(Exchange.HTTP_URI, uri);
        try (Producer producer = requests.createProducer()) {
            producer.start();
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return HttpAnswers.read(exchange, clock);
        } catch (Exception e) {
            throw new Unavailable(new Answers(key).broke(e).reason().text());
        }
    }

    private RequestList list(HttpAnswer answer, Instant asked) throws Unavailable {
        ListAnswer list = new Answers(key).list(answer);
        if (list instanceof AskAgain again) {
            throw new Unavailable(again.reason().text());
        }
        if (list instanceof AccountTrouble trouble) {
            throw new Unavailable(trouble.reason().text());
        }
        return RequestLists.of((ListAnswer.Page) list, answer, asked, null);
    }
}
