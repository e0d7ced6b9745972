package dev.syncline.kit.message;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Messages and stored documents as JSON bytes. Unknown fields are ignored, unknown types are not understood.
public final class Json {

    // A shape of 1,600 columns nests 6 deep; what is deeper than 50 is not ours.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private Json() {}

    public static byte[] bytes(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    public static String text(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    /// @throws UnreadableMessage where the bytes are not such a message
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new UnreadableMessage("Not a %s: null".formatted(type.getSimpleName()), null);
            }
            return value;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableMessage("Not a %s".formatted(type.getSimpleName()), e);
        }
    }

    /// @throws UnreadableMessage where the text is not such a document
    public static <T> T read(String text, Class<T> type) {
        return read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), type);
    }
}
