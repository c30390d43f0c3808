package io.reprise.stage.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code latest.json} says: the newest result of each kind, and which models have been the
 * champion, the one that scores. Publications are numbered from 1.
 */
public record Published(long number, Map<ResultKind, String> newest, List<Promotion> promotions) {

  static final Published NOTHING = new Published(0, Map.of(), List.of());

  /** More are forgotten, the oldest first. */
  private static final int MOST_PROMOTIONS = 100;

  private static final String NUMBER = "number";
  private static final String CHAMPION = "champion";
  private static final String PROMOTIONS = "promotions";
  private static final String MODEL = "model";
  private static final String RUN = "run";
  private static final String AT = "at";
  private static final String ROLLED_BACK = "rolledBack";

  public Published {
    newest = Map.copyOf(newest);
    promotions = List.copyOf(promotions);
  }

  /** The run that made a model the champion, and when; by going back to it or not. */
  public record Promotion(String model, String run, Instant at, boolean rolledBack) {

    private ObjectNode json() {
      return Json.object()
          .put(MODEL, model)
          .put(RUN, run)
          .put(AT, at.toString())
          .put(ROLLED_BACK, rolledBack);
    }

    private static Promotion of(Fields node) {
      return new Promotion(
          node.text(MODEL), node.text(RUN), Instant.parse(node.text(AT)), node.flag(ROLLED_BACK));
    }
  }

  public Optional<String> newest(ResultKind kind) {
    return Optional.ofNullable(newest.get(kind));
  }

  /** The model that scores. Earlier versions knew only the newest. */
  public Optional<String> champion() {
    return promotions.isEmpty()
        ? newest(ResultKind.MODEL)
        : Optional.of(promotions.get(promotions.size() - 1).model());
  }

  /** The champion before this one, unless it has been rolled back itself. */
  public Optional<String> championBefore() {
    Deque<String> standing = new ArrayDeque<>();
    for (Promotion promotion : promotions) {
      if (!promotion.rolledBack()) {
        standing.push(promotion.model());
      } else if (!standing.isEmpty()) {
        standing.pop();
      }
    }
    return standing.stream().skip(1).findFirst();
  }

  /** The same with newer results. */
  public Published with(Map<ResultKind, String> results) {
    Map<ResultKind, String> both = new EnumMap<>(ResultKind.class);
    both.putAll(newest);
    both.putAll(results);
    return new Published(number, both, promotionsWritten());
  }

  /**
   * Where no promotion is written down, the newest model scores. A newer one must not change that.
   */
  private List<Promotion> promotionsWritten() {
    return promotions.isEmpty()
        ? champion().map(model -> new Promotion(model, model, Instant.now(), false)).stream()
            .toList()
        : promotions;
  }

  /** The same with another champion. */
  public Published with(Promotion promotion) {
    List<Promotion> all = new ArrayList<>(promotions);
    if (all.isEmpty() || !champion().equals(Optional.of(promotion.model()))) {
      all.add(promotion);
    }
    int surplus = Math.max(0, all.size() - MOST_PROMOTIONS);
    return new Published(number, newest, all.subList(surplus, all.size()));
  }

  Published numbered(long next) {
    return new Published(next, newest, promotions);
  }

  byte[] bytes() {
    ObjectNode node = Json.object().put(NUMBER, number);
    for (ResultKind kind : ResultKind.values()) {
      newest(kind).ifPresent(id -> node.put(kind.entry(), id));
    }
    champion().ifPresent(id -> node.put(CHAMPION, id));
    ArrayNode all = node.putArray(PROMOTIONS);
    promotions.forEach(promotion -> all.add(promotion.json()));
    return Json.bytes(node);
  }

  static Published of(Fields node) {
    Map<ResultKind, String> newest = new EnumMap<>(ResultKind.class);
    for (ResultKind kind : ResultKind.values()) {
      node.optionalText(kind.entry()).ifPresent(id -> newest.put(kind, id));
    }
    return new Published(
        node.has(NUMBER) ? node.longInteger(NUMBER) : 0,
        newest,
        node.has(PROMOTIONS)
            ? node.objects(PROMOTIONS).stream().map(Promotion::of).toList()
            : List.of());
  }
}
