package lumadrop.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The maker's words.
                "content_moderated | MODERATED",
                "image_too_large | IMAGE_UNREACHABLE",
                "unsupported_format | IMAGE_UNREACHABLE",
                "corrupt_input | IMAGE_UNREACHABLE",
                "invalid_request | INVALID",
                "generation_failed | UPSTREAM_FAILED",
                "output_not_found | NO_OUTPUT",
                "rate_limited | RATE_LIMITED",
                "budget_exhausted | RATE_LIMITED",
                // Content.
                "Rejected by moderation | MODERATED",
                "violates our usage policies | MODERATED",
                "ContentPolicyViolation | MODERATED",
                "Safety system: rate limit | MODERATED",
                "sensitive content | MODERATED",
                "SENSITIVE | MODERATED",
                "model ids are case-sensitive |",
                "see the retry policy |",
                "rate limit policy: 2 per 60s | RATE_LIMITED",
                "insensitive |",
                "policyholder |",
                "thread unsafe |",
                // Source image.
                "unsafe_url | IMAGE_UNREACHABLE",
                "Failed to download image from URL, try again | IMAGE_UNREACHABLE",
                "the image could not be fetched | IMAGE_UNREACHABLE",
                "Unable to decode the input image | IMAGE_UNREACHABLE",
                "image download failed: 404 | IMAGE_UNREACHABLE",
                "failed to load model |",
                "failed to fetch generated image |",
                "could not read response |",
                // Credit.
                "Insufficient credits | ACCOUNT",
                "balance too low | ACCOUNT",
                "not entitled | ACCOUNT",
                "white balance |",
                "load balancer down |",
                "creditor |",
                // Throttles.
                "Rate limit exceeded | RATE_LIMITED",
                "2 RPM | RATE_LIMITED",
                "quota | RATE_LIMITED",
                "at capacity | RATE_LIMITED",
                "Please try again later | RATE_LIMITED",
                "Backend error (429) | RATE_LIMITED",
                "TooManyRequests | RATE_LIMITED",
                "generation_failed, try again | RATE_LIMITED",
                "incapacity |",
                "1429 |",
                // The request.
                "invalid_request: fix it and try again | INVALID",
                "Validation failed | INVALID",
                "something broke |",
                "👾 |"
            })
    void wholeWordsNameTheClass(String words, ReasonClass expected) {
        assertThat(ReasonWords.of(words)).isEqualTo(Optional.ofNullable(expected));
    }
}
