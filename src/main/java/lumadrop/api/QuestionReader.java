package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;

/** Reads the answers to calls that cost nothing and may be repeated: status, list, models, place for an upload. */
final class QuestionReader {
    private static final List<String> ENVELOPES = List.of("requests", "data", "items");
    private static final int MAX_NAME = 200;

    private final RecordReader records;
    private final HttpReasons reasons;
    private final OneLine line;

    QuestionReader(RecordReader records, HttpReasons reasons, OneLine line) {
        this.records = records;
        this.reasons = reasons;
        this.line = line;
    }

    StatusAnswer status(HttpAnswer answer, String requestId) {
        int status = answer.status();
        if (status == 404 || status == 410) {
            Reason reason = reasons.of(ReasonClass.UPSTREAM_FAILED, answer, Words.ofError(answer));
            return new StatusAnswer.NotThere(reason, status == 410);
        }
        if (status == 401 || status == 402 || status == 403) {
            return accountTrouble(answer);
        }
        if (!answer.isSuccess()) {
            return askAgain(answer);
        }
        Optional<JsonNode> json = json(answer);
        if (json.isEmpty() || !json.get().isObject()) {
            return unreadable(answer, json, "a request's record");
        }
        JsonNode record = json.get();
        Optional<String> id = RecordReader.requestId(record);
        if (!id.equals(Optional.of(requestId))) {
            String found = id.map(other -> "request " + other).orElse("a record without a request id");
            return askAgain("asked for request " + requestId + ", answered with " + found);
        }
        return RecordReader.hasStatus(record)
                ? new StatusAnswer.Seen(records.read(record, requestId, answer.seenAt()))
                : askAgain(
                        record.path("status").isMissingNode()
                                ? "the record has no status"
                                : "the record's status is no text: " + record.path("status"));
    }

    ListAnswer list(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return isTheAccounts(answer.status()) ? accountTrouble(answer) : askAgain(answer);
        }
        Optional<JsonNode> json = json(answer);
        Optional<JsonNode> array = json.flatMap(QuestionReader::array);
        if (array.isEmpty()) {
            return unreadable(answer, json, "a list of requests");
        }
        List<ListItem> items = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode record : array.get()) {
            Optional<ListItem> item = RecordReader.requestId(record).map(id -> item(record, id, answer));
            item.ifPresent(items::add);
            unreadable += item.isPresent() ? 0 : 1;
        }
        return new ListAnswer.Page(items, total(json.get().path("total")), unreadable);
    }

    ModelsAnswer models(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            return isTheAccounts(answer.status()) ? accountTrouble(answer) : askAgain(answer);
        }
        Optional<JsonNode> json = json(answer);
        JsonNode ids = json.map(body -> body.path("model_ids")).orElse(MissingNode.getInstance());
        if (!ids.isArray()) {
            return unreadable(answer, json, "a list of models");
        }
        List<String> known = new ArrayList<>();
        for (JsonNode id : ids) {
            if (id.isTextual() && id.textValue().length() <= MAX_NAME) {
                known.add(line.of(id.textValue(), MAX_NAME));
            }
        }
        return new ModelsAnswer.Known(known);
    }

    UploadAnswer upload(HttpAnswer answer) {
        int status = answer.status();
        if (status == 400 || status == 413 || status == 415 || status == 422) {
            Optional<Words> words = Words.ofError(answer);
            return new UploadAnswer.Denied(reasons.quoted(ReasonClass.INVALID, answer, words));
        }
        if (!answer.isSuccess()) {
            return isTheAccounts(status) ? accountTrouble(answer) : askAgain(answer);
        }
        Optional<JsonNode> json = json(answer);
        Optional<URI> upload = json.flatMap(body -> url(body, "upload_url"));
        Optional<URI> published = json.flatMap(body -> url(body, "public_url"));
        return upload.isPresent() && published.isPresent()
                ? new UploadAnswer.Granted(upload.get(), published.get())
                : unreadable(answer, json, "upload_url and public_url");
    }

    AskAgain broken(Throwable failure) {
        return new AskAgain(
                reasons.broken(ReasonClass.UPSTREAM_FAILED, "no answer from the upstream", failure), null, true);
    }

    private ListItem item(JsonNode record, String id, HttpAnswer answer) {
        JsonNode payload = record.path("payload");
        JsonNode model = record.path("model");
        return new ListItem(
                records.readItem(record, id, answer.seenAt()),
                model.isTextual() ? line.of(model.textValue(), MAX_NAME) : null,
                payload instanceof ObjectNode echoed && !echoed.isEmpty() ? echoed : null);
    }

    /** The list in whichever envelope; an envelope that holds {@code null} is an empty list. */
    private static Optional<JsonNode> array(JsonNode body) {
        if (body.isArray()) {
            return Optional.of(body);
        }
        boolean empty = false;
        for (String name : ENVELOPES) {
            JsonNode inside = body.path(name);
            if (inside.isArray()) {
                return Optional.of(inside);
            }
            empty |= inside.isNull();
        }
        return empty ? Optional.of(Json.MAPPER.createArrayNode()) : Optional.empty();
    }

    private static OptionalLong total(JsonNode total) {
        return total.isIntegralNumber() && total.canConvertToLong() && total.longValue() >= 0
                ? OptionalLong.of(total.longValue())
                : OptionalLong.empty();
    }

    private static Optional<URI> url(JsonNode body, String name) {
        JsonNode url = body.path(name);
        return url.isTextual() ? LenientUri.of(url.textValue()) : Optional.empty();
    }

    private static Optional<JsonNode> json(HttpAnswer answer) {
        return answer.truncated() ? Optional.empty() : Json.read(answer.body());
    }

    /** Key, credit, or an address at which nobody answers such questions. */
    private static boolean isTheAccounts(int status) {
        return switch (status) {
            case 401, 402, 403, 404, 405, 407, 410, 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private AccountTrouble accountTrouble(HttpAnswer answer) {
        return new AccountTrouble(
                AccountTrouble.Kind.of(answer.status()),
                reasons.of(ReasonClass.ACCOUNT, answer, Words.ofError(answer)));
    }

    private AskAgain askAgain(HttpAnswer answer) {
        ReasonClass named = answer.status() == 429 ? ReasonClass.RATE_LIMITED : ReasonClass.UPSTREAM_FAILED;
        JsonNode body = json(answer).orElse(MissingNode.getInstance());
        return new AskAgain(
                reasons.of(named, answer, Words.ofError(answer)), Waits.of(answer, body), answer.status() >= 500);
    }

    private AskAgain unreadable(HttpAnswer answer, Optional<JsonNode> json, String expected) {
        String found;
        if (answer.truncated()) {
            found = "more than the " + answer.body().length + " bytes that are read of an answer";
        } else if (json.isPresent()) {
            found = Words.ofError(json.get())
                    .map(Words::shown)
                    .orElse("JSON of another kind (" + kind(json.get()) + ")");
        } else {
            found = Words.ofError(answer).map(Words::shown).orElse("an empty body");
        }
        return askAgain("HTTP " + answer.status() + " with " + found + ", expected " + expected);
    }

    private static String kind(JsonNode json) {
        return json.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private AskAgain askAgain(String text) {
        return new AskAgain(reasons.ours(ReasonClass.UPSTREAM_FAILED, text), null, false);
    }
}
