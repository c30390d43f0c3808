package io.reprise.core.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.network.Checksums;
import io.reprise.core.network.RawFloats;
import io.reprise.core.network.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as files: {@code checkpoint.json}, raw float arrays, and the checksums of both.
 * Reading checks every sum first.
 */
public final class CheckpointCodec {

  private static final int VERSION = 1;
  private static final String CHECKPOINT = "checkpoint.json";
  private static final String STATE = "state";
  private static final String BEST = "best";

  public static final List<String> FILES =
      List.of(
          CHECKPOINT,
          parameters(STATE),
          updater(STATE),
          parameters(BEST),
          updater(BEST),
          Checksums.FILE);

  private CheckpointCodec() {}

  public static Map<String, byte[]> encode(Checkpoint checkpoint) {
    ObjectNode json = Json.object().put("version", VERSION);
    ObjectNode identity = json.putObject("identity");
    checkpoint.identity().forEach(identity::put);
    json.set("history", BundleCodec.history(checkpoint.history()));
    EpochProgress progress = checkpoint.progress();
    json.putObject("progress")
        .put("rounds", progress.rounds())
        .put("windows", progress.windows())
        .put("lossSum", progress.lossSum())
        .put("seconds", progress.seconds());
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(STATE, checkpoint.state(), json, files);
    put(BEST, checkpoint.best(), json, files);
    files.put(CHECKPOINT, Json.bytes(json));
    return Checksums.added(files);
  }

  private static void put(
      String name, TrainingState state, ObjectNode json, Map<String, byte[]> files) {
    json.putObject(name).put("iteration", state.iteration());
    files.put(parameters(name), RawFloats.bytes(state.parameters()));
    files.put(updater(name), RawFloats.bytes(state.updater()));
  }

  public static Checkpoint decode(Map<String, byte[]> files) {
    Checksums.check(files, "the checkpoint", "set training.resume = false to begin anew");
    Fields json = Json.read(CHECKPOINT, files.get(CHECKPOINT));
    if (json.integer("version") != VERSION) {
      throw new MalformedException(
          "The checkpoint has version %d, this Reprise reads version %d; set training.resume = false"
                  .formatted(json.integer("version"), VERSION)
              + " to begin anew.");
    }
    Fields progress = json.object("progress");
    Checkpoint checkpoint =
        new Checkpoint(
            json.textsByName("identity"),
            BundleCodec.history(json),
            new EpochProgress(
                progress.integer("rounds"),
                progress.longInteger("windows"),
                progress.number("lossSum"),
                progress.number("seconds")),
            state(STATE, json.object(STATE), files),
            state(BEST, json.object(BEST), files));
    progress.end();
    json.end();
    return checkpoint;
  }

  private static TrainingState state(String name, Fields node, Map<String, byte[]> files) {
    TrainingState state =
        new TrainingState(
            RawFloats.of(files.get(parameters(name))),
            RawFloats.of(files.get(updater(name))),
            node.integer("iteration"));
    node.end();
    return state;
  }

  private static String parameters(String name) {
    return name + "-parameters.bin";
  }

  private static String updater(String name) {
    return name + "-updater.bin";
  }
}
