import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { defineCollection } from 'astro:content';
import { lessonIds } from './course.ts';

/** Lessons and the other pages of the site; a lesson carries its id and the minutes it takes. */
const docs = defineCollection({
  loader: docsLoader(),
  schema: docsSchema({
    extend: z.object({
      lesson: z.enum(lessonIds).optional(),
      minutes: z.number().int().min(5).max(90).optional(),
    }),
  }),
});

/** The learner's text of each lab, id `<slug>/en` or `<slug>/zh-cn`. Its data comes from `lib/labs.ts`. */
const labs = defineCollection({
  loader: glob({
    base: './labs',
    pattern: '*/instructions.{en,zh-cn}.mdx',
    generateId: ({ entry }) => entry.replace(/\/instructions\.(en|zh-cn)\.mdx$/, '/$1'),
  }),
  schema: z.looseObject({}),
});

export const collections = { docs, labs };
