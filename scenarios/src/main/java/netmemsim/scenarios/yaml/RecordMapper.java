package netmemsim.scenarios.yaml;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serial;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/** The Jackson mapper that knows {@link Form forms}. */
final class RecordMapper {
  private RecordMapper() {}

  static JsonMapper create() {
    return JsonMapper.builder()
        .annotationIntrospector(new FormIntrospector())
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .changeDefaultPropertyInclusion(
            include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
        .build();
  }

  /**
   * Lets a {@link Written.As} choose serializer and deserializer; switches and enums have a form
   * without it.
   */
  private static final class FormIntrospector extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
      Form<?> form = isContainer(annotated) ? null : form(annotated);
      return form == null ? null : new FormDeserializer(form);
    }

    @Override
    public @Nullable Object findContentDeserializer(MapperConfig<?> config, Annotated annotated) {
      Form<?> form = isContainer(annotated) ? form(annotated) : null;
      return form == null ? null : new FormDeserializer(form);
    }

    @Override
    public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
      Form<?> form = isContainer(annotated) ? null : form(annotated);
      return form == null ? null : new FormSerializer<>(form);
    }

    @Override
    public @Nullable Object findContentSerializer(MapperConfig<?> config, Annotated annotated) {
      Form<?> form = isContainer(annotated) ? form(annotated) : null;
      return form == null ? null : new FormSerializer<>(form);
    }

    private static boolean isContainer(Annotated annotated) {
      Class<?> type = annotated.getRawType();
      return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static @Nullable Form<?> form(Annotated annotated) {
      Written.As as = annotated.getAnnotation(Written.As.class);
      if (as != null) {
        return Shapes.create(as.value());
      }
      Class<?> type = annotated.getRawType();
      if (type == boolean.class || type == Boolean.class) {
        return new BuiltInForm.OnOff();
      }
      return type.isEnum() ? BuiltInForm.Word.of(type) : null;
    }
  }

  private static final class FormDeserializer extends ValueDeserializer<Object> {
    private final Form<?> form;

    FormDeserializer(Form<?> form) {
      this.form = form;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode node = parser.readValueAsTree();
      return form.read(node);
    }
  }

  private static final class FormSerializer<T> extends ValueSerializer<T> {
    private final Form<T> form;

    FormSerializer(Form<T> form) {
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      generator.writeTree(form.write(value));
    }

    @Override
    public void serializeWithType(
        T value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
      var id = types.typeId(value, JsonToken.VALUE_EMBEDDED_OBJECT);
      types.writeTypePrefix(generator, context, id);
      serialize(value, generator, context);
      types.writeTypeSuffix(generator, context, id);
    }
  }
}
