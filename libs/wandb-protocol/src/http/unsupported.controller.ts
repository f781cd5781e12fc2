import { All, Controller, NotFoundException } from '@nestjs/common';

/**
 * Paths that the client tries and that must not fall through to the web application: any answer but 404 to the
 * telemetry probe turns uploads of it on (protocol 3.2), and 404 says that there is no federated login (1.3).
 */
@Controller()
export class UnsupportedController {
  @All(['sdk/*', 'oidc/*', 'files/*', 'artifactsV2/*'])
  notThere(): never {
    throw new NotFoundException();
  }
}
