package io.reprise.core.network;

class OneDnnAutoencoderTest extends AutoencoderContract {

  @Override
  Engine engine() {
    return Engine.ONEDNN;
  }
}
