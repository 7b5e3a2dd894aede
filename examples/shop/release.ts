import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { build } from "./build";

/** The program, where instances fetch it: another program is another key, so that it rolls out, and the old one is still there. */
export class Release extends Construct {
  /** For `bootstrap.source.s3`. */
  readonly source: { readonly bucket: string; readonly key: string; readonly sha256: string };

  constructor(scope: Construct, id: string, { deletionProtection }: { deletionProtection: boolean }) {
    super(scope, id);
    const { path, sha256 } = build();
    const bucket = new S3Bucket(this, "bucket", {
      bucketPrefix: "shop-releases-",
      forceDestroy: !deletionProtection,
    });
    const object = new S3Object(this, "object", {
      bucket: bucket.bucket,
      key: `${sha256}/shop.cjs`,
      source: new TerraformAsset(this, "asset", { path, type: AssetType.FILE }).path,
      sourceHash: sha256,
    });
    this.source = { bucket: object.bucket, key: object.key, sha256 };
  }
}
