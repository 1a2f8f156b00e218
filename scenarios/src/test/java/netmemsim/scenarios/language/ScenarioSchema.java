package netmemsim.scenarios.language;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import netmemsim.scenarios.yaml.Shape;
import netmemsim.scenarios.yaml.Shapes;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates the JSON Schema of the scenario language from its records. victools resolves the types
 * and names the definitions; what a record holds is taken from the same shapes and forms that the
 * loader checks with. Variants become {@code if ... then}: {@code anyOf} would name every variant's
 * errors, and closed subtypes beside a discriminator refuse valid documents.
 */
final class ScenarioSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ScenarioSchema() {}

  static String generate() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
    builder.forTypesInGeneral().withCustomDefinitionProvider(ScenarioSchema::define);
    ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(Scenario.class);
    schema.put("title", "NetmemSim scenario");
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private static @Nullable CustomDefinition define(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> erased = type.getErasedType();
    var form = Shapes.writtenAs(erased);
    if (form.isPresent()) {
      return new CustomDefinition(form.get().schema());
    }
    if (erased.isRecord()) {
      return new CustomDefinition(record(erased, context));
    }
    Map<String, Class<?>> variants = Shapes.variants(erased);
    return variants.isEmpty() ? null : new CustomDefinition(choice(variants, context));
  }

  private static ObjectNode record(Class<?> type, SchemaGenerationContext context) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    Shape.Fields shape = (Shape.Fields) Shapes.of(type);
    for (int i = 0; i < shape.fields().size(); i++) {
      Shape.Field field = shape.fields().get(i);
      RecordComponent component = type.getRecordComponents()[i];
      if (field.isInline()) {
        Map<String, Class<?>> variants = Shapes.variants(component.getType());
        variants.forEach((key, variant) -> properties.set(key, reference(variant, context)));
        exactlyOne(schema, variants);
        continue;
      }
      ObjectNode value = value(field.shape(), component.getGenericType(), context);
      describe(value, component, field);
      properties.set(field.key(), value);
      if (field.required()) {
        required.add(field.key());
      }
    }
    Written.DocumentKeys document = type.getAnnotation(Written.DocumentKeys.class);
    if (document != null) {
      properties.putObject("extends").put("type", "string").put("description", EXTENDS);
      schema.putObject("patternProperties").putObject("^" + document.ignoredPrefix());
      // What an extended file may hold need not be here.
      ObjectNode own = schema.putObject("if");
      own.putObject("not").putArray("required").add("extends");
      schema.putObject("then").set("required", required);
    } else if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static final String EXTENDS =
      "Another scenario, by its path relative to this file. Its mappings merge with this file's, its lists and values are"
          + " replaced by this file's, and null takes one away.";

  private static void describe(ObjectNode value, RecordComponent component, Shape.Field field) {
    JsonPropertyDescription description =
        component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    if (description == null) {
      throw new IllegalStateException(component + " has no description");
    }
    value.put("description", description.value() + ".");
    field.defaultValue().ifPresent(node -> value.set("default", node));
  }

  private static ObjectNode value(Shape shape, Type type, SchemaGenerationContext context) {
    if (shape instanceof Shape.ListOf list) {
      ObjectNode element = value(list.element(), argument(type, 0), context);
      ObjectNode schema = JSON.objectNode().put("type", "array").set("items", element);
      if (list.min() > 0) {
        schema.put("minItems", list.min());
      }
      if (list.max() < Integer.MAX_VALUE) {
        schema.put("maxItems", list.max());
      }
      if (!list.oneOrMany()) {
        return schema;
      }
      ObjectNode either = JSON.objectNode();
      either.putObject("if").put("type", "array");
      either.set("then", schema);
      either.set("else", element.deepCopy());
      return either;
    }
    if (shape instanceof Shape.MapOf map) {
      ObjectNode schema = JSON.objectNode().put("type", "object");
      schema.set("additionalProperties", value(map.value(), argument(type, 1), context));
      if (map.key() != null) {
        schema.set("propertyNames", map.key().schema());
      }
      if (map.min() > 0) {
        schema.put("minProperties", map.min());
      }
      return schema;
    }
    boolean named = type instanceof Class<?> c && (c.isRecord() || Shapes.writtenAs(c).isPresent());
    if (shape instanceof Shape.Leaf leaf && !named) {
      return leaf.form().schema();
    }
    return reference((Class<?>) type, context);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static ObjectNode reference(Class<?> type, SchemaGenerationContext context) {
    return context.createDefinitionReference(context.getTypeContext().resolve(type));
  }

  private static ObjectNode choice(
      Map<String, Class<?>> variants, SchemaGenerationContext context) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode rules = schema.putArray("allOf");
    variants.forEach(
        (key, variant) -> {
          properties.putObject(key);
          ObjectNode rule = rules.addObject();
          rule.putObject("if").putArray("required").add(key);
          rule.set("then", reference(variant, context));
        });
    exactlyOne(schema, variants);
    schema.put("unevaluatedProperties", false);
    return schema;
  }

  private static void exactlyOne(ObjectNode schema, Map<String, Class<?>> variants) {
    ArrayNode choices = schema.putArray("oneOf");
    variants.keySet().forEach(key -> choices.addObject().putArray("required").add(key));
  }
}
