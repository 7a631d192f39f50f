package lumadrop.drop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads a drop: all of it, or none and all that is wrong with it. Made once (it loads the JSON Schema), used from any
 * number of threads.
 */
public final class DropReader {
    /** Values of a document for each job it may hold: a job with all its fields and metadata has half of that. */
    private static final long VALUES_A_JOB = 100;

    /** Where an entry stands that is the whole document. */
    private static final String ALONE = "the start";

    private static final long VALUES_AT_LEAST = 100_000;
    /** Characters shown of what is said of a template, the template itself included. */
    private static final int MOST_OF_A_TEMPLATE = 600;

    private final DropRules rules;
    private final Templates templates;
    private final StrictJson json;
    private final DropSchema schema;
    private final SchemaWords words;
    private final Whereabouts whereabouts;

    public DropReader(DropRules rules) {
        this(rules, Templates.ANY);
    }

    /** @param templates what is asked of a drop without another fault */
    public DropReader(DropRules rules, Templates templates) {
        this.rules = rules;
        this.templates = templates;
        this.json = new StrictJson(rules.maxDepth(), Math.max(VALUES_AT_LEAST, VALUES_A_JOB * rules.maxJobs()));
        this.schema = new DropSchema(rules);
        this.words = new SchemaWords(schema.tree());
        this.whereabouts = new Whereabouts(json);
    }

    /**
     * The jobs of a drop.
     *
     * @param bytes the whole file: UTF-8, or UTF-16 with a byte order mark
     * @throws DropFaults if anything in it breaks a rule; it then says everything that does
     */
    public ParsedDrop read(byte[] bytes, Form form) throws DropFaults {
        if (bytes.length > rules.maxBytes()) {
            throw new DropFaults(Fault.ofFile(
                    "a file of " + Shown.number(bytes.length) + " bytes",
                    "at most " + Shown.number(rules.maxBytes()) + ": split it"));
        }
        char[] text = DropText.decode(bytes, form);
        FaultList faults = new FaultList(new Positions(text, form));
        ParsedDrop drop = form == Form.JSON ? document(text, faults) : lines(text, faults);
        faults.throwIfAny();
        return drop;
    }

    /**
     * What is wrong with a drop that stands inside another JSON document, placed in that document.
     *
     * @param file the whole document
     * @param under the drop's JSON pointer in it
     * @param fill makes of what stands there what is to be judged; its shape stays
     * @return empty where the drop is good, or not there
     */
    public List<Fault> faultsWithin(byte[] file, String under, UnaryOperator<JsonNode> fill) {
        try {
            char[] text = DropText.decode(file, Form.JSON);
            FaultList faults = new FaultList(new Positions(text, Form.JSON));
            Findings ofFile = new Findings();
            // A level more, which is the document's own.
            StrictJson around = new StrictJson(rules.maxDepth() + 1, json.maxValues());
            JsonNode root = around.read(text, 0, text.length, Form.JSON, ofFile);
            List<Finding> findings = new ArrayList<>(ofFile.kept());
            long all = ofFile.all();
            JsonNode drop = root == null ? MissingNode.getInstance() : root.at(under);
            if (!drop.isMissingNode()) {
                Findings ofDrop = new Findings();
                drop(fill.apply(drop), ofDrop);
                ofDrop.kept().forEach(finding -> findings.add(finding.under(under)));
                all += ofDrop.all();
            }
            faults.add(new Whereabouts(around).place(text, 0, text.length, findings), all);
            faults.throwIfAny();
            return List.of();
        } catch (DropFaults wrong) {
            return wrong.faults();
        }
    }

    private ParsedDrop document(char[] text, FaultList faults) {
        Findings findings = new Findings();
        JsonNode root = json.read(text, 0, text.length, Form.JSON, findings);
        ParsedDrop drop = root == null ? new ParsedDrop(List.of(), null, null, null) : drop(root, findings);
        if (!findings.isEmpty()) {
            faults.add(whereabouts.place(text, 0, text.length, findings.kept()), findings.all());
        }
        return drop;
    }

    private ParsedDrop drop(JsonNode root, Findings findings) {
        JobCollector jobs = new JobCollector(rules);
        JsonNode defaults = JsonNodeFactory.instance.objectNode();
        String key = null;
        if (root.isArray()) {
            if (root.isEmpty()) {
                words.say(schema.list(root), "", false, findings);
            }
            entries(root, "", defaults, false, jobs, findings);
        } else if (root.has("jobs") || root.has("defaults")) {
            words.say(schema.envelope(root), "", false, findings);
            JsonNode given = root.path("defaults");
            // Where the defaults are wrong, who knows whether they were to hold the prompt: one fault is enough then.
            boolean partial = given.has("prompt") || !given.isObject() && !given.isMissingNode();
            defaults = findings.isEmpty() && given.isObject() ? given : defaults;
            key = text(root, "idempotency_key");
            jobs.checkUnique(root, "", ALONE, findings);
            if (root.path("jobs").isArray()) {
                entries(root.get("jobs"), "/jobs", defaults, partial, jobs, findings);
            }
        } else {
            entry(root, "", ALONE, defaults, false, jobs, findings);
        }
        ParsedDrop drop =
                new ParsedDrop(jobs.jobs(), text(defaults, "output_folder"), text(defaults, "output_name"), key);
        checkTemplates(drop, findings);
        return drop;
    }

    private void checkTemplates(ParsedDrop drop, Findings findings) {
        if (findings.isEmpty()) {
            templates
                    .wrong(drop.folderTemplate(), drop.nameTemplate(), drop.jobs())
                    .forEach(wrong -> {
                        boolean own =
                                (wrong.field().equals("output_folder") ? drop.folderTemplate() : drop.nameTemplate())
                                        != null;
                        findings.add(Finding.of(
                                own ? "/defaults/" + wrong.field() : "",
                                Shown.plain(wrong.found(), MOST_OF_A_TEMPLATE),
                                Shown.plain(wrong.expected(), MOST_OF_A_TEMPLATE)));
                    });
        }
    }

    private void entries(
            JsonNode list, String pointer, JsonNode defaults, boolean partial, JobCollector jobs, Findings findings) {
        Findings ofEntries = new Findings();
        int i = 0;
        for (JsonNode entry : list) {
            String at = pointer + "/" + i++;
            if (!jobs.hasRoom(at, ofEntries)) {
                break;
            }
            entry(entry, at, at, defaults, partial, jobs, ofEntries);
        }
        findings.addAll(ofEntries);
    }

    private ParsedDrop lines(char[] text, FaultList faults) {
        JobCollector jobs = new JobCollector(rules);
        JsonNode none = JsonNodeFactory.instance.objectNode();
        boolean blank = true;
        boolean room = true;
        int number = 0;
        for (int from = 0; from < text.length && room; number++) {
            int to = lineEnd(text, from);
            if (!isBlank(text, from, to)) {
                blank = false;
                Findings findings = new Findings();
                room = jobs.hasRoom("", findings);
                JsonNode entry = room ? json.read(text, from, to, Form.LINES, findings) : null;
                if (entry != null) {
                    entry(entry, "", "line " + (number + 1), none, false, jobs, findings);
                }
                if (!findings.isEmpty()) {
                    faults.add(
                            faults.isFull() ? List.of() : whereabouts.place(text, from, to, findings.kept()),
                            findings.all());
                }
            }
            from = to + 1;
        }
        if (blank) {
            faults.add(List.of(Finding.at(0, "", "a file without a job", "one job a line: {\"prompt\": \"…\"}")), 1);
        }
        ParsedDrop drop = new ParsedDrop(jobs.jobs(), null, null);
        if (faults.isEmpty()) {
            Findings findings = new Findings();
            checkTemplates(drop, findings);
            faults.add(whereabouts.place(text, 0, 0, findings.kept()), findings.all());
        }
        return drop;
    }

    private void entry(
            JsonNode entry,
            String pointer,
            String where,
            JsonNode defaults,
            boolean partial,
            JobCollector jobs,
            Findings findings) {
        List<Error> errors = schema.job(entry, partial);
        words.say(errors, pointer, where.equals(ALONE), findings);
        jobs.checkUnique(entry, pointer, where, findings);
        if (errors.isEmpty()) {
            jobs.add(entry, defaults, pointer, findings);
        }
    }

    private static int lineEnd(char[] text, int from) {
        int to = from;
        while (to < text.length && text[to] != '\n') {
            to++;
        }
        return to;
    }

    private static boolean isBlank(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).textValue();
    }
}
