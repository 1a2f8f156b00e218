package netmemsim.scenarios.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@link Shape shapes} off record classes. */
public final class Shapes {
  private Shapes() {}

  /**
   * The shape of a type.
   *
   * @param type a record, a sealed interface with {@code @JsonSubTypes}, or a type with a {@link
   *     Written.As}
   * @return its shape, with everything beneath it
   */
  public static Shape of(Class<?> type) {
    return ofType(type, type);
  }

  /**
   * The key of a record component.
   *
   * @param component the component
   * @return its {@code @JsonProperty} name, or its own name in kebab case
   */
  public static String key(RecordComponent component) {
    JsonProperty named = annotation(component, JsonProperty.class);
    return named == null
        ? component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        : named.value();
  }

  /**
   * The variants of a sealed type.
   *
   * @param type a type with {@code @JsonSubTypes}
   * @return the variants by key, in the order of declaration; empty if the type has none
   */
  public static Map<String, Class<?>> variants(Class<?> type) {
    Map<String, Class<?>> variants = new LinkedHashMap<>();
    JsonSubTypes subTypes = type.getAnnotation(JsonSubTypes.class);
    if (subTypes != null && !type.isRecord()) {
      for (JsonSubTypes.Type subType : subTypes.value()) {
        variants.put(subType.name(), subType.value());
      }
    }
    return variants;
  }

  /**
   * The form that an annotation names.
   *
   * @param element a component's accessor or a type
   * @return the form, or empty if the element has no {@link Written.As}
   */
  public static Optional<Form<?>> writtenAs(AnnotatedElement element) {
    Written.As as = element.getAnnotation(Written.As.class);
    return as == null ? Optional.empty() : Optional.of(create(as.value()));
  }

  private static Shape.Field field(RecordComponent component) {
    boolean inline = annotation(component, Written.Inline.class) != null;
    Shape shape = ofType(component.getGenericType(), component.getAccessor());
    Written.Default written = annotation(component, Written.Default.class);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Optional<String> text = Optional.ofNullable(written).map(Written.Default::value);
    Optional<String> from = text.filter(value -> value.startsWith("@"));
    Optional<JsonNode> defaultValue = text.filter(value -> from.isEmpty()).map(Shapes::parse);
    boolean required = !nullable && text.isEmpty();
    return new Shape.Field(key(component), shape, required, defaultValue, from, inline);
  }

  private static JsonNode parse(String yaml) {
    return new YamlText(yaml, new Mark("default", 1, 1)).read().orElseThrow().json();
  }

  private static Shape ofType(Type type, AnnotatedElement written) {
    if (type instanceof ParameterizedType generic) {
      Written.Count count = written.getAnnotation(Written.Count.class);
      int min = count == null ? 0 : count.min();
      if (generic.getRawType() == Map.class) {
        Written.KeysAre keys = written.getAnnotation(Written.KeysAre.class);
        Shape value = ofType(generic.getActualTypeArguments()[1], written);
        return new Shape.MapOf(value, keys == null ? null : create(keys.value()), min);
      }
      Shape element = ofType(generic.getActualTypeArguments()[0], written);
      int max = count == null ? Integer.MAX_VALUE : count.max();
      boolean oneOrMany = written.isAnnotationPresent(Written.OneOrMany.class);
      return new Shape.ListOf(element, min, max, oneOrMany);
    }
    return ofClass((Class<?>) type, written);
  }

  private static Shape ofClass(Class<?> type, AnnotatedElement written) {
    Optional<Form<?>> form = writtenAs(written).or(() -> writtenAs(type));
    if (form.isPresent()) {
      return new Shape.Leaf(form.get());
    }
    if (type.isRecord()) {
      List<Shape.Field> fields = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        fields.add(field(component));
      }
      return new Shape.Fields(type, List.copyOf(fields));
    }
    Map<String, Shape> variants = new LinkedHashMap<>();
    variants(type).forEach((key, variant) -> variants.put(key, of(variant)));
    if (!variants.isEmpty()) {
      return new Shape.OneOf(type, variants);
    }
    return new Shape.Leaf(builtIn(type, written));
  }

  private static Form<?> builtIn(Class<?> type, AnnotatedElement written) {
    if (type == String.class) {
      return new BuiltInForm.Text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BuiltInForm.OnOff();
    }
    if (type.isEnum()) {
      return BuiltInForm.Word.of(type);
    }
    boolean isInt = type == int.class || type == Integer.class;
    if (isInt || type == long.class || type == Long.class) {
      Written.Bounds bounds = written.getAnnotation(Written.Bounds.class);
      long min = bounds == null ? Long.MIN_VALUE : bounds.min();
      long max = bounds == null ? Long.MAX_VALUE : bounds.max();
      if (isInt) {
        min = Math.max(min, Integer.MIN_VALUE);
        max = Math.min(max, Integer.MAX_VALUE);
      }
      return new BuiltInForm.WholeNumber(min, max);
    }
    throw new IllegalArgumentException("no form for " + type);
  }

  private static <A extends Annotation> @Nullable A annotation(
      RecordComponent component, Class<A> type) {
    return component.getAccessor().getAnnotation(type);
  }

  static Form<?> create(Class<? extends Form<?>> form) {
    try {
      var constructor = form.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalArgumentException(form + " needs a constructor without parameters", e);
    }
  }
}
