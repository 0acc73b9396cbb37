import type { LessonId } from '../course.ts';

/**
 * Where each sub-point of the courseware is taught. `anchor` is an id in the lesson, the same in both languages: a heading's own, or
 * `<span id="…" />` before the paragraph. `seed-points.test.ts` looks for each of them; a lesson that is written must have its points here.
 */
export interface SeedPoint {
  /** The sub-heading of the courseware, or its words. */
  point: string;
  anchor: string;
}
export const seedPoints: Partial<Record<LessonId, readonly SeedPoint[]>> = {
  S02: [
    { point: '专用软硬件系统', anchor: 'seed-S02-hardware-software' },
    { point: '接收、存储和转发', anchor: 'seed-S02-store-forward' },
    { point: '统一平台', anchor: 'seed-S02-platform' },
    { point: '企业信息化基础设施', anchor: 'seed-S02-infrastructure' },
  ],
  S07: [
    { point: '硬件部署', anchor: 'seed-S07-1' },
    { point: '操作系统安装', anchor: 'seed-S07-2' },
    { point: '邮件服务软件部署', anchor: 'seed-S07-3' },
    { point: '网络环境配置', anchor: 'seed-S07-4' },
    { point: '集成与测试', anchor: 'seed-S07-5' },
  ],
};
