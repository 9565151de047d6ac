package io.ringfence.projection.rows;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as PostgreSQL writes them as JSON, under the names of their columns; bytes apart, which it writes as texts. */
public final class RowJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new ColumnNames())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.PUBLIC_ONLY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RowJson() {}

    /**
     * The rows of an array.
     *
     * @param json what {@code json_agg} makes; null for no row
     */
    public static <R> List<R> rows(Class<R> type, @Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return MAPPER.readerForListOf(type).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows cannot be read: " + json, e);
        }
    }

    private static final class ColumnNames extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable PropertyName findNameForDeserialization(Annotated annotated) {
            Column column = annotated.getAnnotation(Column.class);
            return column == null ? super.findNameForDeserialization(annotated) : PropertyName.construct(column.name());
        }
    }
}
