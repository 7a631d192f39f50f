package lumadrop.api;

import java.util.List;

/** What a GET of the models came to: a free check of key and model. */
public sealed interface ModelsAnswer extends Answer permits ModelsAnswer.Known, AskAgain, AccountTrouble {

    /** @param ids the models open to the key, letters' case as it matters to the upstream */
    record Known(List<String> ids) implements ModelsAnswer {
        public Known {
            ids = List.copyOf(ids);
        }

        @Override
        public String word() {
            return "known";
        }
    }
}
